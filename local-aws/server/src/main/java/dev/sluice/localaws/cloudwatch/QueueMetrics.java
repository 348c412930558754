package dev.sluice.localaws.cloudwatch;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import dev.sluice.localaws.Queues;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;

/**
 * The metrics that AWS itself publishes of each queue, with one sample a minute as AWS has it: the last one seen.
 * There is no ApproximateAgeOfOldestMessage, since the local SQS does not tell it. As at AWS, messages in flight and delayed
 * messages are told only if there are any (Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS"). What
 * AWS does besides, to tell nothing of a queue that nobody has accessed for six hours, cannot be seen from here.
 */
final class QueueMetrics implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(QueueMetrics.class.getName());

    private static final String NAMESPACE = "AWS/SQS";
    private static final String DIMENSION = "QueueName";
    private static final String UNIT = "Count";

    private static final Map<QueueAttributeName, String> METRICS = Map.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "ApproximateNumberOfMessagesVisible",
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "ApproximateNumberOfMessagesNotVisible",
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "ApproximateNumberOfMessagesDelayed");

    /** Of these AWS says nothing instead of 0. */
    private static final Set<QueueAttributeName> ONLY_IF_ANY = Set.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    private final SqsClient sqs;
    private final MetricStore store;

    QueueMetrics(URI endpoint, MetricStore store) {
        this.store = store;
        this.sqs = Queues.client(endpoint, CALL_LIMIT);
    }

    /** Looks at all queues once. */
    void publish() {
        try {
            sqs.listQueuesPaginator(request -> request.maxResults(1_000))
                    .queueUrls()
                    .forEach(this::publish);
        } catch (SdkException e) {
            // It is away, or a queue has just been deleted: the next look may see more.
            LOG.log(Level.FINE, "The queues cannot be seen", e);
        }
    }

    private void publish(String url) {
        String queue = url.substring(url.lastIndexOf('/') + 1);
        sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(METRICS.keySet()))
                .attributes()
                .forEach((attribute, text) -> {
                    double value = Double.parseDouble(text);
                    if (value > 0 || !ONLY_IF_ANY.contains(attribute)) {
                        store.replace(
                                new MetricId(NAMESPACE, METRICS.get(attribute), Map.of(DIMENSION, queue)), UNIT, value);
                    }
                });
    }

    @Override
    public void close() {
        sqs.close();
    }
}
