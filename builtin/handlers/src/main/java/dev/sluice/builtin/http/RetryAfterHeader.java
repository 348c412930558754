package dev.sluice.builtin.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import io.netty.handler.codec.DateFormatter;

/** Reads the {@code Retry-After} header of RFC 9110, section 10.2.3. */
final class RetryAfterHeader {

    /** SQS hides a message for 12 hours at the most. */
    static final Duration MAX = Duration.ofHours(12);

    private static final Pattern LEAP_SECOND = Pattern.compile("(?<=:\\d\\d):60\\b");

    private RetryAfterHeader() {}

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
        // All three forms of a date, the two that are obsolete among them: a recipient has to accept them.
        // A leap second is one, too.
        return Optional.ofNullable(DateFormatter.parseHttpDate(
                        LEAP_SECOND.matcher(stripped).replaceFirst(":59")))
                .map(when -> bounded(Duration.between(clock.instant(), when.toInstant())));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
