package dev.sluice.runtime.cloudwatch;

import java.util.regex.Pattern;

/** What CloudWatch takes for names. A wrong one would have each request refused, so it stops the start. */
final class CloudWatchNames {

    /** Amazon CloudWatch User Guide, Metrics concepts; the API Reference adds that it must not begin with a colon. */
    private static final Pattern NAMESPACE = Pattern.compile("(?!:)(?=.*[^ ])[0-9A-Za-z ._/#:-]{1,255}");

    /** Amazon CloudWatch API Reference, Dimension. */
    private static final Pattern DIMENSION_VALUE = Pattern.compile("(?=.*[^ ])[ -~]{1,1024}");

    private CloudWatchNames() {}

    /** @throws IllegalArgumentException that names the setting */
    static String namespace(String setting, String value) {
        if (!NAMESPACE.matcher(value).matches() || value.startsWith("AWS/")) {
            throw new IllegalArgumentException(setting + " must be a namespace that CloudWatch takes: 1 to 255 letters,"
                    + " digits, spaces and . - _ / # :, no colon and no AWS/ at the beginning, and more than spaces");
        }
        return value;
    }

    /** @throws IllegalArgumentException that names the setting */
    static String dimensionValue(String setting, String value) {
        if (!DIMENSION_VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(setting + " must be a dimension's value that CloudWatch takes: 1 to 1024"
                    + " printable ASCII characters, and more than spaces");
        }
        return value;
    }
}
