package dev.sluice.sqs.receive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.queue.SqsLimits;
import dev.sluice.sqs.send.OutgoingMessage;

/**
 * A message as it goes to the dead-letter queue.
 *
 * @param fifo whether it goes from one FIFO queue to another
 */
record DeadLetterCopies(Message message, boolean fifo) {

    /** The message with attributes added, as far as there is room for them. */
    OutgoingMessage with(Map<String, String> added) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>(message.messageAttributes());
        added.forEach((name, value) -> {
            if (attributes.size() < SqsLimits.MESSAGE_ATTRIBUTES || attributes.containsKey(name)) {
                attributes.put(name, OutgoingMessage.string(value));
            }
        });
        OutgoingMessage copy = OutgoingMessage.of(message.body(), metadata(), attributes);
        // A message of the largest size has no room for reasons; it goes as it came.
        return copy.size() <= SqsLimits.MESSAGE_BYTES ? copy : plain();
    }

    /** The message as it came. */
    OutgoingMessage plain() {
        return OutgoingMessage.of(message.body(), metadata(), message.messageAttributes());
    }

    private OutgoingSqsMetadata metadata() {
        Optional<String> group =
                Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
        Optional<String> deduplication = fifo ? Optional.of(message.messageId()) : Optional.empty();
        return new OutgoingSqsMetadata(Optional.empty(), group, deduplication, Map.of());
    }
}
