package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.batch.Answer;
import dev.sluice.sqs.batch.BatchPolicy;
import dev.sluice.sqs.batch.Batcher;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.wire.MessageClient;

/** Changes how long messages stay hidden, in batches: to extend a lease, or to give a message back. */
final class Visibility {

    private record Change(String receiptHandle, int seconds) {}

    private final MessageClient client;
    private final SqsQueue queue;
    private final Batcher<Change, Void> batcher;

    Visibility(Loop loop, MessageClient client, SqsQueue queue, BatchPolicy policy) {
        this.client = client;
        this.queue = queue;
        this.batcher = new Batcher<>(
                loop, this::changeBatch, policy, change -> 0, queue.health().about(SqsOperation.CHANGE_VISIBILITY));
    }

    /**
     * Hides the message for this long from now on.
     *
     * @param seconds 0 to 43,200; 0 shows it at once
     * @param timeToLive how long it is worth trying
     */
    CompletableFuture<Void> change(Lease lease, int seconds, Duration timeToLive) {
        return batcher.submit(new Change(lease.receiptHandle(), seconds), timeToLive, timeToLive);
    }

    int unanswered() {
        return batcher.unanswered();
    }

    void drain() {
        batcher.drain();
    }

    private CompletableFuture<List<Answer<Void>>> changeBatch(List<Change> changes, Duration timeout) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(change.receiptHandle())
                    .visibilityTimeout(Math.min(change.seconds(), (int) SqsQuotas.VISIBILITY.toSeconds()))
                    .build());
        }
        return queue.call(
                SqsOperation.CHANGE_VISIBILITY,
                timeout,
                (url, timeLeft) -> client.changeVisibility(url, entries, timeLeft));
    }
}
