package dev.sluice.job.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads timestamps as RFC 3339 has them, which is more than {@link Instant#parse} takes. */
final class Rfc3339 {

    /** What an {@link Instant} can hold: nanoseconds. */
    private static final int MAX_FRACTION = 9;

    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d):(\\d\\d)(?:\\.(\\d+))?"
                    + "(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");

    private Rfc3339() {}

    /**
     * The instant that the text names. Digits beyond the nanosecond are cut, and a leap second is the second before it:
     * no clock here has one.
     *
     * @throws DateTimeException if the text is no RFC 3339 timestamp
     */
    static Instant parse(String text) {
        try {
            // What nearly all senders write.
            return Instant.parse(text);
        } catch (DateTimeException e) {
            Matcher matcher = TIMESTAMP.matcher(text);
            if (!matcher.matches()) {
                throw e;
            }
            return instant(matcher);
        }
    }

    private static Instant instant(Matcher parts) {
        String second = parts.group(3).equals("60") ? "59" : parts.group(3);
        String fraction = parts.group(4) == null ? "0" : parts.group(4);
        String local = parts.group(1)
                + 'T'
                + parts.group(2)
                + ':'
                + second
                + '.'
                + fraction.substring(0, Math.min(MAX_FRACTION, fraction.length()));
        return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC).minusSeconds(offset(parts));
    }

    /** Seconds ahead of UTC. RFC 3339 allows almost a day, {@link ZoneOffset} only 18 hours. */
    private static long offset(Matcher parts) {
        if (parts.group(5) == null) {
            return 0;
        }
        long minutes = Long.parseLong(parts.group(6)) * 60 + Long.parseLong(parts.group(7));
        return parts.group(5).equals("-") ? -60 * minutes : 60 * minutes;
    }
}
