package dev.sluice.sqs.deadletter;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import dev.sluice.sqs.queue.RedrivePolicy;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;

/**
 * Looks up queues and their dead-letter queues. No redrive policy is remembered: a person asks rarely, and may have
 * changed it a moment ago.
 */
final class QueueStates {

    /** Three such requests are made one after the other at most, and a person is waiting. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SqsAsyncClient client;

    QueueStates(SqsAsyncClient client) {
        this.client = client;
    }

    CompletableFuture<DrainedQueue> of(SqsQueue queue) {
        return look(queue).thenCompose(found -> found.policy()
                .deadLetterQueue()
                .map(arn -> look(new SqsQueue(client, arn))
                        .thenApply(dead -> new DrainedQueue(found.state(), Optional.of(dead.state()))))
                .orElseGet(() -> CompletableFuture.completedFuture(new DrainedQueue(found.state(), Optional.empty()))));
    }

    private CompletableFuture<Found> look(SqsQueue queue) {
        return queue.call(
                SqsOperation.LOOK_UP, TIMEOUT, (url, left) -> client.getQueueAttributes(request -> request.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.QUEUE_ARN,
                                        QueueAttributeName.REDRIVE_POLICY,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
                                .overrideConfiguration(override -> override.apiCallTimeout(left)))
                        .thenApply(answer -> Found.of(queue.name(), url, answer.attributes())));
    }

    private record Found(QueueState state, RedrivePolicy policy) {

        static Found of(String name, String url, Map<QueueAttributeName, String> attributes) {
            return new Found(
                    new QueueState(name, url, attributes.get(QueueAttributeName.QUEUE_ARN), Depth.of(attributes)),
                    RedrivePolicy.of(attributes));
        }
    }
}
