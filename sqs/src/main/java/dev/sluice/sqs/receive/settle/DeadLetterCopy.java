package dev.sluice.sqs.receive.settle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.wire.OutgoingMessage;

/**
 * A message as it goes to the dead-letter queue.
 *
 * @param fifo whether it goes from one FIFO queue to another
 */
record DeadLetterCopy(Message message, boolean fifo) {

    /**
     * The message with attributes added, as far as there is room for them: the first count most.
     *
     * @param added by name; an empty value takes away what the message has under that name
     */
    OutgoingMessage with(Map<String, String> added) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>(message.messageAttributes());
        attributes.keySet().removeAll(added.keySet());
        int bytes = OutgoingMessage.of(message.body(), metadata(), attributes).size();
        for (Map.Entry<String, String> attribute : added.entrySet()) {
            if (attribute.getValue().isEmpty() || attributes.size() == SqsQuotas.MESSAGE_ATTRIBUTES) {
                continue;
            }
            MessageAttributeValue value = OutgoingMessage.string(attribute.getValue());
            int more = OutgoingMessage.size(Map.of(attribute.getKey(), value));
            if (bytes + more <= SqsQuotas.MESSAGE_BYTES) {
                attributes.put(attribute.getKey(), value);
                bytes += more;
            }
        }
        return OutgoingMessage.of(message.body(), metadata(), attributes);
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
