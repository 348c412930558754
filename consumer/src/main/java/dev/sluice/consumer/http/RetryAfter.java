package dev.sluice.consumer.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the {@code Retry-After} header of RFC 9110, section 10.2.3. */
final class RetryAfter {

    /** SQS hides a message for 12 hours at the most. */
    static final Duration MAX = Duration.ofHours(12);

    private RetryAfter() {}

    /**
     * How long to wait, between zero and 12 hours.
     *
     * @param value a number of seconds or an HTTP date; empty is returned for anything else
     */
    static Optional<Duration> parse(String value, Clock clock) {
        String stripped = value.strip();
        if (stripped.matches("\\d+")) {
            // More than nine digits are more than 12 hours, whatever the number
            return Optional.of(stripped.length() > 9 ? MAX : bounded(Duration.ofSeconds(Long.parseLong(stripped))));
        }
        try {
            Instant when = DateTimeFormatter.RFC_1123_DATE_TIME.parse(stripped, Instant::from);
            return Optional.of(bounded(Duration.between(clock.instant(), when)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
