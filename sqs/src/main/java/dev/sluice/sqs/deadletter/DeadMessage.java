package dev.sluice.sqs.deadletter;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.queue.QueueArn;

/**
 * A message in a dead-letter queue, as far as a person wants to see it.
 *
 * @param sentAt when it was sent; SQS keeps that when it moves a message itself
 * @param receiveCount how often it was received; each look adds one
 * @param movedFrom the name of the queue from which SQS moved it after too many receives; empty when it was sent here
 * @param attributes the message attributes; binary ones in Base64
 */
public record DeadMessage(
        String id,
        Instant sentAt,
        int receiveCount,
        Optional<String> movedFrom,
        Map<String, Excerpt> attributes,
        Excerpt body) {

    static DeadMessage of(Message message, PeekBounds bounds) {
        var system = message.attributes();
        Map<String, Excerpt> attributes = new TreeMap<>();
        message.messageAttributes()
                .forEach((name, value) -> attributes.put(name, excerpt(value, bounds.attributeLength())));
        return new DeadMessage(
                message.messageId(),
                Instant.ofEpochMilli(
                        Long.parseLong(system.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
                Integer.parseInt(system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")),
                Optional.ofNullable(system.get(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN))
                        .map(arn -> QueueArn.of(arn).name()),
                attributes,
                Excerpt.of(message.body(), bounds.bodyLength()));
    }

    private static Excerpt excerpt(MessageAttributeValue value, int bound) {
        if (value.stringValue() != null) {
            return Excerpt.of(value.stringValue(), bound);
        }
        return Excerpt.of(
                value.binaryValue() == null
                        ? ""
                        : Base64.getEncoder().encodeToString(value.binaryValue().asByteArrayUnsafe()),
                bound);
    }
}
