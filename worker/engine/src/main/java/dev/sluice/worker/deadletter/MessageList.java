package dev.sluice.worker.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * A dead letter. What a worker writes on a message that it gives up has fields of its own. One that SQS has moved itself,
     * because its last worker was killed for instance, bears none of it; then the job is named by its body.
     *
     * @param sentAt ISO 8601
     * @param movedFrom the queue from which SQS moved it after too many receives, else null
     * @param reason why a worker gave it up, else null
     * @param jobReceiveCount how often the job had been received then, else null
     * @param jobSentAt when SQS took the job, ISO 8601, else null
     * @param failedAt when a worker gave it up, ISO 8601, else null
     * @param stackTrace the lines of what the handler threw at last, else null
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
            String jobSentAt,
            String failedAt,
            String stackTrace,
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
            Optional<JobName> name = message.movedFrom().flatMap(source -> JobName.in(body));
            return new Entry(
                    message.id(),
                    message.sentAt().toString(),
                    message.receiveCount(),
                    message.movedFrom().orElse(null),
                    attributes.remove("Sluice-Reason"),
                    orElse(attributes.remove("Sluice-Job-Id"), name.map(JobName::id)),
                    orElse(attributes.remove("Sluice-Job-Type"), name.map(JobName::type)),
                    attributes.remove("Sluice-Receive-Count"),
                    attributes.remove("Sluice-Sent-At"),
                    attributes.remove("Sluice-Failed-At"),
                    attributes.remove("Sluice-Stack-Trace"),
                    attributes,
                    cut.isEmpty() ? null : cut,
                    body.text(),
                    body.length(),
                    body.isCut());
        }

        private static String orElse(String written, Optional<String> other) {
            return written == null ? other.orElse(null) : written;
        }
    }
}
