package dev.sluice.sqs.receive.poll;

import java.util.List;
import java.util.function.LongSupplier;

import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.receive.lease.SystemAttributes;

/**
 * How long the messages have waited that a worker gets now. SQS's own ApproximateAgeOfOldestMessage leaves out what was
 * received three times and comes a minute late; this one a worker knows by itself. While a worker has no room and asks
 * for nothing, the queue gets older by the clock.
 */
public final class BacklogAge {

    private static final long NO_BACKLOG = Long.MAX_VALUE;

    private final LongSupplier clock;
    private volatile long oldest = NO_BACKLOG;

    /** @param clock milliseconds since 1970, as SQS tells when it took a message */
    BacklogAge(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * A poll has been answered.
     *
     * @param more whether there may be more messages: the poll brought as many as it asked for
     */
    void seen(List<Message> messages, boolean more) {
        long sentAt = NO_BACKLOG;
        if (more) {
            for (Message message : messages) {
                sentAt = Math.min(sentAt, SystemAttributes.sentAt(message, NO_BACKLOG));
            }
        }
        oldest = sentAt;
    }

    /** Zero when the queue had nothing left. */
    public double seconds() {
        long sentAt = oldest;
        return sentAt == NO_BACKLOG ? 0 : Math.max(0, clock.getAsLong() - sentAt) / 1000.0;
    }
}
