package dev.sluice.sqs.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.SqsQuotas;

/**
 * One look into a queue: receives messages, which hides them from everybody, and shows them to everybody again as soon
 * as there are enough. One step at a time, each in the answer of the one before.
 */
final class Peek {

    private static final Logger LOG = Logger.getLogger(Peek.class);

    /** How long a look may go on taking messages. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Longer than a look takes, so that it meets no message twice; short, in case this process dies during it. */
    private static final Duration HIDDEN = Duration.ofSeconds(15);
    /** A receive that does not wait asks only some of SQS' servers and may find nothing in a queue that is not empty. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final SqsAsyncClient client;
    private final QueueState queue;
    private final PeekBounds bounds;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private final Map<String, DeadMessage> seen = new LinkedHashMap<>();
    private final List<String> receipts = new ArrayList<>();

    Peek(SqsAsyncClient client, QueueState queue, PeekBounds bounds) {
        this.client = client;
        this.queue = queue;
        this.bounds = bounds;
    }

    /** Completed after the messages have been given back. */
    CompletableFuture<List<DeadMessage>> look() {
        return take().handle((nothing, failure) -> giveBack()
                        .thenCompose(givenBack -> failure == null
                                ? CompletableFuture.completedFuture(List.copyOf(seen.values()))
                                : CompletableFuture.<List<DeadMessage>>failedFuture(failure)))
                .thenCompose(messages -> messages);
    }

    private CompletableFuture<Void> take() {
        return client.receiveMessage(request -> request.queueUrl(queue.url())
                        .maxNumberOfMessages(Math.min(SqsQuotas.BATCH_ENTRIES, bounds.messages() - seen.size()))
                        .visibilityTimeout((int) HIDDEN.toSeconds())
                        .waitTimeSeconds(queue.depth().visible() == 0 ? 0 : (int) WAIT.toSeconds())
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT)))
                .thenCompose(answer -> {
                    answer.messages().forEach(this::keep);
                    return answer.messages().isEmpty() || isEnough() ? CompletableFuture.completedFuture(null) : take();
                });
    }

    /** Only the excerpt is kept: a hundred messages of the largest size would be 100 MiB. */
    private void keep(Message message) {
        receipts.add(message.receiptHandle());
        seen.putIfAbsent(message.messageId(), DeadMessage.of(message, bounds));
    }

    private boolean isEnough() {
        return seen.size() >= bounds.messages()
                || seen.size() >= queue.depth().visible()
                || System.nanoTime() - deadline >= 0;
    }

    /** What cannot be given back comes back by itself when its time is over. */
    private CompletableFuture<Void> giveBack() {
        return CompletableFuture.allOf(IntStream.iterate(0, i -> i < receipts.size(), i -> i + SqsQuotas.BATCH_ENTRIES)
                        .mapToObj(first -> giveBack(
                                receipts.subList(first, Math.min(first + SqsQuotas.BATCH_ENTRIES, receipts.size()))))
                        .toArray(CompletableFuture[]::new))
                .exceptionally(failure -> {
                    LOG.debugf(
                            "Messages of %s are hidden for %s: %s", queue.name(), HIDDEN, SqsFailure.describe(failure));
                    return null;
                });
    }

    private CompletableFuture<?> giveBack(List<String> some) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, some.size())
                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(some.get(i))
                        .visibilityTimeout(0)
                        .build())
                .toList();
        return client.changeMessageVisibilityBatch(request -> request.queueUrl(queue.url())
                .entries(entries)
                .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT)));
    }
}
