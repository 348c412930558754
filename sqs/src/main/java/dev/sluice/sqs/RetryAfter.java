package dev.sluice.sqs;

import java.time.Duration;

import dev.sluice.sqs.queue.SqsLimits;

/**
 * Nack metadata: let the message come back later.
 *
 * @param delay how long to hide it, 0 to 12 hours in whole seconds; more is cut to that
 * @param tried whether the message was worked on. Then the head of a FIFO queue's message group may be tried again in this
 *     process; otherwise it goes back to the queue, for another process to take
 */
public record RetryAfter(Duration delay, boolean tried) {

    /** After a failed try. */
    public RetryAfter(Duration delay) {
        this(delay, true);
    }

    /** The message was not worked on here. */
    public static RetryAfter untried(Duration delay) {
        return new RetryAfter(delay, false);
    }

    public RetryAfter {
        if (delay.isNegative()) {
            delay = Duration.ZERO;
        }
        if (delay.compareTo(SqsLimits.VISIBILITY) > 0) {
            delay = SqsLimits.VISIBILITY;
        }
    }
}
