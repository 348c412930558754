package dev.sluice.sqs.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The messages in an answer to ReceiveMessage. */
final class MessageJson {

    private static final int MOST = 10;

    private MessageJson() {}

    static List<Message> readMessages(JsonParser json) throws IOException {
        List<Message> messages = new ArrayList<>(MOST);
        JsonFields.ofObject(json, (answer, name) -> {
            if (name.equals("Messages")) {
                JsonFields.ofArray(answer, element -> messages.add(message(element)));
            } else {
                answer.skipChildren();
            }
        });
        return messages;
    }

    private static Message message(JsonParser json) throws IOException {
        Message.Builder message = Message.builder();
        JsonFields.ofObject(json, (field, name) -> {
            switch (name) {
                case "MessageId" -> message.messageId(field.getText());
                case "ReceiptHandle" -> message.receiptHandle(field.getText());
                case "Body" -> message.body(field.getText());
                case "Attributes" -> message.attributesWithStrings(strings(field));
                case "MessageAttributes" -> message.messageAttributes(attributes(field));
                default -> field.skipChildren();
            }
        });
        return message.build();
    }

    private static Map<String, String> strings(JsonParser json) throws IOException {
        Map<String, String> strings = new HashMap<>();
        JsonFields.ofObject(json, (field, name) -> strings.put(name, field.getText()));
        return strings;
    }

    private static Map<String, MessageAttributeValue> attributes(JsonParser json) throws IOException {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        JsonFields.ofObject(json, (field, name) -> attributes.put(name, attribute(field)));
        return attributes;
    }

    private static MessageAttributeValue attribute(JsonParser json) throws IOException {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder();
        JsonFields.ofObject(json, (field, name) -> {
            switch (name) {
                case "DataType" -> value.dataType(field.getText());
                case "StringValue" -> value.stringValue(field.getText());
                case "BinaryValue" -> value.binaryValue(SdkBytes.fromByteArrayUnsafe(field.getBinaryValue()));
                default -> field.skipChildren();
            }
        });
        return value.build();
    }
}
