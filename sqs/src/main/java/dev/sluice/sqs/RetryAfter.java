package dev.sluice.sqs;

import java.time.Duration;

import dev.sluice.sqs.queue.SqsLimits;

/**
 * Nack metadata: let the message come back later.
 *
 * @param delay how long to hide it, 0 to 12 hours in whole seconds; more is cut to that
 */
public record RetryAfter(Duration delay) {

    public RetryAfter {
        if (delay.isNegative()) {
            delay = Duration.ZERO;
        }
        if (delay.compareTo(SqsLimits.VISIBILITY) > 0) {
            delay = SqsLimits.VISIBILITY;
        }
    }
}
