package dev.sluice.catalog.deployment.schema;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How the types are described that JSON writes as a string of a certain form. The patterns are those of {@code
 * dev.sluice.job.json.binding.TextForm}, which binds them; a test compares the two. A format is said where JSON Schema has one that
 * takes all of it.
 */
enum TextSchemas {
    URI_REFERENCE("iri-reference", "\\S+"),
    DATE_TIME("date-time", Form.DATE_TIME),
    DATE("date", Form.DATE),
    LOCAL_TIME("", Form.TIME),
    LOCAL_DATE_TIME("", Form.VALID_DATE + "T" + Form.TIME),
    DURATION(
            "",
            "-?P(?=[0-9T])([0-9]{1,12}D)?"
                    + "(T(?=[0-9])([0-9]{1,12}H)?([0-9]{1,12}M)?([0-9]{1,12}(\\.[0-9]{1,9})?S)?)?"),
    UUID_TEXT("uuid", "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    /** Expressions that several forms are made of. */
    private static final class Form {

        private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

        private static final String HOUR_AND_MINUTE = "([01][0-9]|2[0-3]):[0-5][0-9]";

        private static final String SECOND = ":[0-5][0-9](\\.[0-9]{1,9})?";

        private static final String TIME = HOUR_AND_MINUTE + "(" + SECOND + ")?";

        private static final String DATE_TIME =
                DATE + "T" + HOUR_AND_MINUTE + SECOND + "(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])";

        private static final String VALID_DATE =
                "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
                        + "|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])"
                        + "|([02468][048]|[13579][26])00)-02-29)";
    }

    private static final Map<Class<?>, TextSchemas> BY_CLASS = Map.of(
            URI.class, URI_REFERENCE,
            Instant.class, DATE_TIME,
            OffsetDateTime.class, DATE_TIME,
            LocalDate.class, DATE,
            LocalTime.class, LOCAL_TIME,
            LocalDateTime.class, LOCAL_DATE_TIME,
            Duration.class, DURATION,
            UUID.class, UUID_TEXT);

    private final String format;
    private final String pattern;

    TextSchemas(String format, String pattern) {
        this.format = format;
        this.pattern = pattern;
    }

    static boolean include(Class<?> type) {
        return BY_CLASS.containsKey(type);
    }

    static void describe(Class<?> type, ObjectNode schema) {
        TextSchemas text = BY_CLASS.get(type);
        schema.put("type", "string");
        if (!text.format.isEmpty()) {
            schema.put("format", text.format);
        }
        schema.put("pattern", "^(?:" + text.pattern + ")$");
    }

    /** What the whole text has to match. */
    static String pattern(Class<?> type) {
        return BY_CLASS.get(type).pattern;
    }
}
