package dev.sluice.sqs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a message sent through a {@code sluice-sqs} channel may carry besides its body.
 *
 * @param delay how long SQS hides the message at first, 0 to 15 minutes in whole seconds; a FIFO queue refuses it
 * @param groupId the message group: the unit of order in a FIFO queue, the tenant for fair sharing in a standard one.
 *     In a FIFO queue a message without one is a group of its own
 * @param deduplicationId a FIFO queue takes messages with the same id within five minutes once; a standard queue knows
 *     no such thing and is not told
 * @param attributes string message attributes by name, at most 10
 */
public record OutgoingSqsMetadata(
        Optional<Duration> delay,
        Optional<String> groupId,
        Optional<String> deduplicationId,
        Map<String, String> attributes) {

    public static final OutgoingSqsMetadata NONE =
            new OutgoingSqsMetadata(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public OutgoingSqsMetadata {
        attributes = Map.copyOf(attributes);
    }

    public OutgoingSqsMetadata withDelay(Duration delay) {
        return new OutgoingSqsMetadata(Optional.of(delay), groupId, deduplicationId, attributes);
    }

    public OutgoingSqsMetadata withGroupId(String groupId) {
        return new OutgoingSqsMetadata(delay, Optional.of(groupId), deduplicationId, attributes);
    }

    public OutgoingSqsMetadata withDeduplicationId(String deduplicationId) {
        return new OutgoingSqsMetadata(delay, groupId, Optional.of(deduplicationId), attributes);
    }

    public OutgoingSqsMetadata withAttributes(Map<String, String> attributes) {
        return new OutgoingSqsMetadata(delay, groupId, deduplicationId, attributes);
    }
}
