package dev.sluice.consumer.deadletter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.sluice.sqs.deadletter.DeadMessage;
import dev.sluice.sqs.deadletter.DrainedQueue;
import dev.sluice.sqs.deadletter.Excerpt;
import dev.sluice.sqs.deadletter.QueueState;

/**
 * The answer that shows dead letters.
 *
 * @param depth of the dead-letter queue just before the look
 */
@RegisterForReflection
record MessageList(String queue, String deadLetterQueue, DepthView depth, List<Entry> messages) {

    static MessageList of(DrainedQueue queue, List<DeadMessage> messages) {
        QueueState dead = queue.requireDeadLetters();
        return new MessageList(
                queue.source().name(),
                dead.name(),
                DepthView.of(dead.depth()),
                messages.stream().map(Entry::of).toList());
    }

    /**
     * A dead letter. What a worker writes on a job that it rejects has fields of its own; a message that SQS has moved
     * itself bears none of it.
     *
     * @param sentAt ISO 8601
     * @param movedFrom the queue from which SQS moved it after too many receives, else null
     * @param reason why a worker rejected it, else null
     * @param jobReceiveCount how often the job had been received when it was rejected, else null
     * @param attributes the other message attributes; binary ones in Base64
     * @param cutAttributes the names of those of which only the beginning is shown, null for none
     * @param bodyLength characters of the whole body, in UTF-16 units
     * @param bodyCut whether only its beginning is shown
     */
    @RegisterForReflection
    record Entry(
            String id,
            String sentAt,
            int receiveCount,
            String movedFrom,
            String reason,
            String jobId,
            String jobType,
            String jobReceiveCount,
            Map<String, String> attributes,
            List<String> cutAttributes,
            String body,
            int bodyLength,
            boolean bodyCut) {

        static Entry of(DeadMessage message) {
            Map<String, String> attributes = new TreeMap<>();
            message.attributes().forEach((name, value) -> attributes.put(name, value.text()));
            List<String> cut = message.attributes().entrySet().stream()
                    .filter(attribute -> attribute.getValue().isCut())
                    .map(Map.Entry::getKey)
                    .toList();
            Excerpt body = message.body();
            return new Entry(
                    message.id(),
                    message.sentAt().toString(),
                    message.receiveCount(),
                    message.movedFrom().orElse(null),
                    attributes.remove("Sluice-Reason"),
                    attributes.remove("Sluice-Job-Id"),
                    attributes.remove("Sluice-Job-Type"),
                    attributes.remove("Sluice-Receive-Count"),
                    attributes,
                    cut.isEmpty() ? null : cut,
                    body.text(),
                    body.length(),
                    body.isCut());
        }
    }
}
