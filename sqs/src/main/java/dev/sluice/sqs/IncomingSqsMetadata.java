package dev.sluice.sqs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What is known of a received message besides its body.
 *
 * @param queue the name of the queue it came from
 * @param messageId SQS's id, the same at each delivery
 * @param receives asked for {@link #receiveCount}
 * @param receiveLimit asked for {@link #maxReceiveCount}
 * @param sentAt when SQS took it
 * @param groupId its message group
 * @param attributes its string message attributes by name
 * @param lease this worker's right to it
 * @param endOfBatch false while the channel hands over another message right after it, on the same thread: who has to wake
 *     somebody for it can do so once for all
 */
public record IncomingSqsMetadata(
        String queue,
        String messageId,
        IntSupplier receives,
        Supplier<OptionalInt> receiveLimit,
        Instant sentAt,
        Optional<String> groupId,
        Map<String, String> attributes,
        MessageLease lease,
        boolean endOfBatch) {

    /**
     * How often it has been received, this time included. A second delivery while it is in work counts, so a later call may know
     * of more; and the head of a FIFO queue's message group that is tried again here, because others of its group wait behind
     * it, counts each try.
     */
    public int receiveCount() {
        return receives.getAsInt();
    }

    /**
     * How often the queue's redrive policy lets it be received, {@link Integer#MAX_VALUE} when there is no such policy; empty
     * while that is not known. It is looked up on the side, so a later call may know more.
     */
    public OptionalInt maxReceiveCount() {
        return receiveLimit.get();
    }

    /**
     * Whether the queue's redrive policy lets it be received no more: whoever gives it back now gives it to the dead-letter
     * queue. False while the policy is not known.
     */
    public boolean isLastReceive() {
        int limit = maxReceiveCount().orElse(Integer.MAX_VALUE);
        return limit != Integer.MAX_VALUE && receiveCount() >= limit;
    }
}
