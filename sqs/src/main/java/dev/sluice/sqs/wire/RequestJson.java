package dev.sluice.sqs.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.OutgoingSqsMetadata;

/** The bodies of requests, as the Amazon SQS API Reference gives them for the AWS JSON protocol. */
final class RequestJson {

    private static final List<String> ALL_ATTRIBUTES = List.of("All");
    /** What is read of a message besides its body and its own attributes. */
    private static final List<String> SYSTEM_ATTRIBUTES = List.of(
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT.toString(),
            MessageSystemAttributeName.SENT_TIMESTAMP.toString(),
            MessageSystemAttributeName.MESSAGE_GROUP_ID.toString());

    private RequestJson() {}

    /** Writes the fields of one entry but for its id, which is its position. */
    @FunctionalInterface
    private interface EntryWriter<E> {
        void write(JsonGenerator json, E entry) throws IOException;
    }

    static void receive(JsonGenerator json, String queueUrl, int count, Duration wait, Duration visibilityTimeout)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("QueueUrl", queueUrl);
        json.writeNumberField("MaxNumberOfMessages", count);
        json.writeNumberField("WaitTimeSeconds", wait.toSeconds());
        json.writeNumberField("VisibilityTimeout", visibilityTimeout.toSeconds());
        strings(json, "MessageAttributeNames", ALL_ATTRIBUTES);
        strings(json, "MessageSystemAttributeNames", SYSTEM_ATTRIBUTES);
        json.writeEndObject();
    }

    /** @param fifoQueue whether the queue knows deduplication ids */
    static void send(JsonGenerator json, String queueUrl, List<OutgoingMessage> messages, boolean fifoQueue)
            throws IOException {
        batch(json, queueUrl, messages, (fields, message) -> {
            OutgoingSqsMetadata metadata = message.metadata();
            fields.writeStringField("MessageBody", message.body());
            if (metadata.delay().isPresent()) {
                fields.writeNumberField("DelaySeconds", metadata.delay().get().toSeconds());
            }
            if (metadata.groupId().isPresent()) {
                fields.writeStringField("MessageGroupId", metadata.groupId().get());
            }
            if (fifoQueue && metadata.deduplicationId().isPresent()) {
                fields.writeStringField(
                        "MessageDeduplicationId", metadata.deduplicationId().get());
            }
            if (!message.attributes().isEmpty()) {
                attributes(fields, message.attributes());
            }
        });
    }

    static void delete(JsonGenerator json, String queueUrl, List<String> receiptHandles) throws IOException {
        batch(json, queueUrl, receiptHandles, (fields, handle) -> fields.writeStringField("ReceiptHandle", handle));
    }

    static void changeVisibility(JsonGenerator json, String queueUrl, List<VisibilityChange> changes)
            throws IOException {
        batch(json, queueUrl, changes, (fields, change) -> {
            fields.writeStringField("ReceiptHandle", change.receiptHandle());
            fields.writeNumberField("VisibilityTimeout", change.seconds());
        });
    }

    private static <E> void batch(JsonGenerator json, String queueUrl, List<E> entries, EntryWriter<E> writer)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("QueueUrl", queueUrl);
        json.writeArrayFieldStart("Entries");
        for (int i = 0; i < entries.size(); i++) {
            json.writeStartObject();
            json.writeStringField("Id", Integer.toString(i));
            writer.write(json, entries.get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void attributes(JsonGenerator json, Map<String, MessageAttributeValue> attributes)
            throws IOException {
        json.writeObjectFieldStart("MessageAttributes");
        for (var attribute : attributes.entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            json.writeObjectFieldStart(attribute.getKey());
            json.writeStringField("DataType", value.dataType());
            string(json, "StringValue", value.stringValue());
            if (value.binaryValue() != null) {
                json.writeBinaryField("BinaryValue", value.binaryValue().asByteArrayUnsafe());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void string(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
