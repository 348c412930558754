package dev.sluice.sqs.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import dev.sluice.sqs.OutgoingSqsMetadata;

/**
 * A message on its way to SQS.
 *
 * @param attributes message attributes, as SQS takes them
 * @param size bytes as SQS counts them: the body in UTF-8 and each attribute's name, type and value
 */
public record OutgoingMessage(
        String body, OutgoingSqsMetadata metadata, Map<String, MessageAttributeValue> attributes, int size) {

    /** A message with the string attributes that its metadata names. */
    public static OutgoingMessage of(String body, OutgoingSqsMetadata metadata) {
        Map<String, MessageAttributeValue> attributes = metadata.attributes().isEmpty() ? Map.of() : new HashMap<>();
        metadata.attributes().forEach((name, value) -> attributes.put(name, string(value)));
        return of(body, metadata, attributes);
    }

    /** A message with attributes of any type; those in the metadata are not looked at. */
    public static OutgoingMessage of(
            String body, OutgoingSqsMetadata metadata, Map<String, MessageAttributeValue> attributes) {
        return new OutgoingMessage(body, metadata, attributes, utf8Length(body) + size(attributes));
    }

    public static MessageAttributeValue string(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /**
     * The message as a FIFO queue needs it, which wants to know its group and its deduplication id: with an id of its own
     * it is one of a kind, and a group by itself.
     */
    public OutgoingMessage forFifoQueue() {
        String id = metadata.deduplicationId().orElseGet(() -> UUID.randomUUID().toString());
        var complete =
                metadata.withDeduplicationId(id).withGroupId(metadata.groupId().orElse(id));
        return new OutgoingMessage(body, complete, attributes, size);
    }

    /** Bytes of the attributes, as SQS counts them. */
    public static int size(Map<String, MessageAttributeValue> attributes) {
        int bytes = 0;
        for (var attribute : attributes.entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            bytes += utf8Length(attribute.getKey()) + utf8Length(value.dataType());
            bytes += value.stringValue() == null ? 0 : utf8Length(value.stringValue());
            bytes += value.binaryValue() == null ? 0 : value.binaryValue().asByteArrayUnsafe().length;
        }
        return bytes;
    }

    /** The length in UTF-8; a loop over the characters that copies nothing, since most bodies are small and ASCII. */
    private static int utf8Length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return bytes;
    }
}
