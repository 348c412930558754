package dev.sluice.localaws.cloudwatch.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.Rejection;

/** What CloudWatch allows as names of metrics, in what is written and in what is asked. */
public final class Names {

    private static final int MAX_LENGTH = 255;
    private static final int MAX_VALUE_LENGTH = 1_024;
    private static final int MAX_DIMENSIONS = 30;

    private static final Pattern NAMESPACE = Pattern.compile("[0-9A-Za-z ._\\-/#:]*");
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]*");

    private static final Set<String> UNITS = Set.of(
            "Seconds",
            "Microseconds",
            "Milliseconds",
            "Bytes",
            "Kilobytes",
            "Megabytes",
            "Gigabytes",
            "Terabytes",
            "Bits",
            "Kilobits",
            "Megabits",
            "Gigabits",
            "Terabits",
            "Percent",
            "Count",
            "Bytes/Second",
            "Kilobytes/Second",
            "Megabytes/Second",
            "Gigabytes/Second",
            "Terabytes/Second",
            "Bits/Second",
            "Kilobits/Second",
            "Megabits/Second",
            "Gigabits/Second",
            "Terabits/Second",
            "Count/Second",
            "None");

    private Names() {}

    /** @throws Rejection when it is absent, too long, starts with a colon or has a character that it may not have */
    public static void requireNamespace(String namespace, String parameter) {
        requireText(namespace, parameter, MAX_LENGTH);
        if (!NAMESPACE.matcher(namespace).matches() || namespace.startsWith(":")) {
            throw invalid(namespace, parameter);
        }
    }

    public static void requireMetricName(String name, String parameter) {
        requireText(name, parameter, MAX_LENGTH);
    }

    /** @param parameter what holds them */
    public static void requireDimensions(List<Dimension> dimensions, String parameter) {
        if (dimensions.size() > MAX_DIMENSIONS) {
            throw Rejection.invalidValue(
                    "The collection " + parameter + " must not have a size greater than " + MAX_DIMENSIONS + ".");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            String member = parameter + ".member." + (i + 1);
            requireText(dimension.name(), member + ".Name", MAX_LENGTH);
            requireText(dimension.value(), member + ".Value", MAX_VALUE_LENGTH);
            if (dimension.name().startsWith(":")) {
                throw invalid(dimension.name(), member + ".Name");
            }
            if (!names.add(dimension.name())) {
                throw Rejection.invalidValue(
                        "The dimension name " + dimension.name() + " in " + parameter + " must not be there twice.");
            }
        }
    }

    /** @param unit may be absent */
    public static void requireUnit(String unit, String parameter) {
        if (unit != null && !UNITS.contains(unit)) {
            throw invalid(unit, parameter);
        }
    }

    static Rejection invalid(Object value, String parameter) {
        return Rejection.invalidValue("The value " + value + " for parameter " + parameter + " is invalid.");
    }

    private static void requireText(String text, String parameter, int maxLength) {
        if (text == null) {
            throw Rejection.missing(parameter);
        }
        if (text.isBlank() || text.length() > maxLength) {
            throw Rejection.invalidValue("The parameter " + parameter + " must not be blank, and of at most "
                    + maxLength + " characters; it has " + text.length() + ".");
        }
        if (!PRINTABLE_ASCII.matcher(text).matches()) {
            throw invalid(text, parameter);
        }
    }
}
