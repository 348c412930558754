package dev.sluice.job.json.binding;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The types that a payload writes as a string of a certain form. Jackson and the JDK take more than one form for each, numbers of
 * seconds among them; here it is the one that the job type's schema states, word for word.
 */
public enum TextForm {
    URI_REFERENCE(URI.class, "\\S+", TextForm::uri, "a URI"),

    INSTANT(Instant.class, Form.DATE_TIME, Instant::parse, "a timestamp such as 2026-11-22T10:15:30Z"),

    OFFSET_DATE_TIME(
            OffsetDateTime.class,
            Form.DATE_TIME,
            OffsetDateTime::parse,
            "a timestamp such as 2026-11-22T10:15:30+01:00"),

    LOCAL_DATE(LocalDate.class, Form.DATE, LocalDate::parse, "a date such as 2026-11-22"),

    LOCAL_TIME(LocalTime.class, Form.TIME, LocalTime::parse, "a time such as 10:15:30"),

    LOCAL_DATE_TIME(
            LocalDateTime.class,
            Form.VALID_DATE + "T" + Form.TIME,
            LocalDateTime::parse,
            "a date and time such as 2026-11-22T10:15:30"),

    DURATION(
            Duration.class,
            "-?P(?=[0-9T])([0-9]{1,12}D)?"
                    + "(T(?=[0-9])([0-9]{1,12}H)?([0-9]{1,12}M)?([0-9]{1,12}(\\.[0-9]{1,9})?S)?)?",
            Duration::parse,
            "a duration such as PT30S"),

    UUID_TEXT(
            UUID.class,
            "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
            UUID::fromString,
            "a UUID such as 0197f3e4-7c1a-7b52-9d0f-5c2b7a3e9d10");

    /** Expressions that several forms are made of. */
    private static final class Form {

        private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

        private static final String HOUR_AND_MINUTE = "([01][0-9]|2[0-3]):[0-5][0-9]";

        private static final String SECOND = ":[0-5][0-9](\\.[0-9]{1,9})?";

        private static final String TIME = HOUR_AND_MINUTE + "(" + SECOND + ")?";

        /** No clock on Earth is 18 hours off. */
        private static final String OFFSET = "(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])";

        private static final String DATE_TIME = DATE + "T" + HOUR_AND_MINUTE + SECOND + OFFSET;

        private static final String LEAP_YEAR =
                "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";

        /** JSON Schema has no format for a date with a time and without an offset: so its days are counted here. */
        private static final String VALID_DATE =
                "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
                        + "|02-(0[1-9]|1[0-9]|2[0-8]))|" + LEAP_YEAR + "-02-29)";
    }

    /** Makes the value; it fails where the form alone does not say that there is none, such as a 30th of February. */
    @FunctionalInterface
    interface Parser {
        Object parse(String text);
    }

    private final Class<?> type;
    private final Pattern pattern;
    private final Parser parser;
    private final String description;

    TextForm(Class<?> type, String pattern, Parser parser, String description) {
        this.type = type;
        this.pattern = Pattern.compile(pattern);
        this.parser = parser;
        this.description = description;
    }

    public static Optional<TextForm> of(Class<?> type) {
        return Arrays.stream(values()).filter(form -> form.type == type).findFirst();
    }

    Class<?> type() {
        return type;
    }

    /** What the whole text matches. */
    Pattern pattern() {
        return pattern;
    }

    /** For people, with an example. */
    public String description() {
        return description;
    }

    /** @throws RuntimeException if the text has the form and is no value all the same */
    Object parse(String text) {
        return parser.parse(text);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
