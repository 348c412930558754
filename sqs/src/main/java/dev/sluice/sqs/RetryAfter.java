package dev.sluice.sqs;

import java.time.Duration;

/**
 * Nack metadata: let the message come back later. One that was worked on and has been received as often as its queue's
 * redrive policy lets it does not come back: it goes to the dead-letter queue as with {@link DeadLetter}, with the nack's
 * reason. While it is not known how often that is, SQS moves it instead, without a word.
 *
 * @param delay how long to hide it, 0 to 12 hours in whole seconds; more is cut to that
 * @param tried whether the message was worked on. Then this may have been its last receive, and the head of a FIFO queue's message group may be tried again in this
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
        if (delay.compareTo(SqsQuotas.VISIBILITY) > 0) {
            delay = SqsQuotas.VISIBILITY;
        }
    }
}
