package dev.sluice.sqs.wire;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The bodies of requests, as the Amazon SQS API Reference gives them for the AWS JSON protocol. */
final class RequestJson {

    private RequestJson() {}

    /** Writes the fields of one entry. */
    @FunctionalInterface
    private interface EntryWriter<E> {
        void write(JsonGenerator json, E entry) throws IOException;
    }

    static void receive(JsonGenerator json, ReceiveMessageRequest request) throws IOException {
        json.writeStartObject();
        json.writeStringField("QueueUrl", request.queueUrl());
        number(json, "MaxNumberOfMessages", request.maxNumberOfMessages());
        number(json, "WaitTimeSeconds", request.waitTimeSeconds());
        number(json, "VisibilityTimeout", request.visibilityTimeout());
        strings(json, "MessageAttributeNames", request.messageAttributeNames());
        strings(json, "MessageSystemAttributeNames", request.messageSystemAttributeNamesAsStrings());
        json.writeEndObject();
    }

    static void send(JsonGenerator json, String queueUrl, List<SendMessageBatchRequestEntry> entries)
            throws IOException {
        batch(json, queueUrl, entries, (fields, entry) -> {
            fields.writeStringField("Id", entry.id());
            fields.writeStringField("MessageBody", entry.messageBody());
            number(fields, "DelaySeconds", entry.delaySeconds());
            string(fields, "MessageGroupId", entry.messageGroupId());
            string(fields, "MessageDeduplicationId", entry.messageDeduplicationId());
            if (entry.hasMessageAttributes()) {
                attributes(fields, entry.messageAttributes());
            }
        });
    }

    static void delete(JsonGenerator json, String queueUrl, List<DeleteMessageBatchRequestEntry> entries)
            throws IOException {
        batch(json, queueUrl, entries, (fields, entry) -> {
            fields.writeStringField("Id", entry.id());
            fields.writeStringField("ReceiptHandle", entry.receiptHandle());
        });
    }

    static void changeVisibility(
            JsonGenerator json, String queueUrl, List<ChangeMessageVisibilityBatchRequestEntry> entries)
            throws IOException {
        batch(json, queueUrl, entries, (fields, entry) -> {
            fields.writeStringField("Id", entry.id());
            fields.writeStringField("ReceiptHandle", entry.receiptHandle());
            number(fields, "VisibilityTimeout", entry.visibilityTimeout());
        });
    }

    private static <E> void batch(JsonGenerator json, String queueUrl, List<E> entries, EntryWriter<E> writer)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("QueueUrl", queueUrl);
        json.writeArrayFieldStart("Entries");
        for (E entry : entries) {
            json.writeStartObject();
            writer.write(json, entry);
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

    private static void number(JsonGenerator json, String name, Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    private static void string(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }
}
