package dev.sluice.dashboard.queue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import dev.sluice.localaws.Queues;

/** The queues of an SQS as they are now, and what is in their dead-letter queues. */
public final class WatchedQueues implements AutoCloseable {

    /** A healthy SQS on the loopback answers in milliseconds, and somebody is waiting for the page. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqsClient sqs;
    private final Redrives redrives;
    private final DeadLetterBox deadLetters;

    public WatchedQueues(URI endpoint) {
        this.sqs = Queues.client(endpoint, CALL_LIMIT);
        this.redrives = new Redrives(sqs);
        this.deadLetters = new DeadLetterBox(sqs, redrives);
    }

    /**
     * Each queue but the dead-letter queues, which are with theirs. What SQS hides all counts as in flight here: SQS does not
     * tell why it hides a message.
     *
     * @throws SdkException when the SQS does not answer
     */
    public List<QueueDepth> depths() {
        Map<String, Map<QueueAttributeName, String>> queues = attributes();
        Map<String, String> deadLetterQueues = new TreeMap<>();
        queues.forEach((name, attributes) -> deadLetterQueue(attributes)
                .filter(queues::containsKey)
                .ifPresent(target -> deadLetterQueues.put(name, target)));
        Set<String> targets = Set.copyOf(deadLetterQueues.values());
        List<QueueDepth> depths = new ArrayList<>();
        queues.forEach((name, attributes) -> {
            if (!targets.contains(name)) {
                depths.add(depth(name, attributes, deadLetterQueues.get(name), queues));
            }
        });
        return depths;
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException when there is no such queue, or it has no dead-letter queue
     * @throws SdkException when the SQS does not answer
     */
    public QueueDepth withDeadLetters(String queue) {
        QueueDepth depth = depths().stream()
                .filter(one -> one.name().equals(queue))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no queue " + queue + "."));
        if (depth.deadLetters() == null) {
            throw new IllegalArgumentException("The queue " + queue + " has no dead-letter queue.");
        }
        return depth;
    }

    /** What is in the dead-letter queues. */
    public DeadLetterBox deadLetters() {
        return deadLetters;
    }

    /**
     * Some dead letters of a queue, those that failed last first.
     *
     * @throws IllegalArgumentException when there is no such queue, or it has no dead-letter queue
     * @throws SdkException when the SQS does not answer
     */
    public List<DeadLetterView> deadLettersOf(String queue) {
        return deadLetters.look(withDeadLetters(queue));
    }

    @Override
    public void close() {
        sqs.close();
    }

    private Map<String, Map<QueueAttributeName, String>> attributes() {
        Map<String, Map<QueueAttributeName, String>> queues = new TreeMap<>();
        sqs.listQueuesPaginator(request -> request.maxResults(1_000))
                .queueUrls()
                .forEach(url -> {
                    String name = url.substring(url.lastIndexOf('/') + 1);
                    queues.put(
                            name,
                            sqs.getQueueAttributes(
                                            request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                                    .attributes());
                });
        return queues;
    }

    private QueueDepth depth(
            String name,
            Map<QueueAttributeName, String> attributes,
            String deadLetterQueue,
            Map<String, Map<QueueAttributeName, String>> queues) {
        return new QueueDepth(
                name,
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                0,
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
                deadLetterQueue == null
                        ? null
                        : new QueueDepth.DeadLetters(
                                deadLetterQueue,
                                total(queues.get(deadLetterQueue)),
                                redrives.progress(deadLetterQueue).orElse(null)));
    }

    private static long total(Map<QueueAttributeName, String> attributes) {
        return count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                + count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                + count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    }

    private static long count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }

    private static Optional<String> deadLetterQueue(Map<QueueAttributeName, String> attributes) {
        String policy = attributes.get(QueueAttributeName.REDRIVE_POLICY);
        if (policy == null) {
            return Optional.empty();
        }
        try {
            String arn = JSON.readTree(policy).path("deadLetterTargetArn").asText();
            return Optional.of(arn.substring(arn.lastIndexOf(':') + 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
