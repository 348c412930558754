package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

import dev.sluice.sqs.batch.Answer;
import dev.sluice.sqs.batch.BatchPolicy;
import dev.sluice.sqs.batch.Batcher;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.wire.MessageClient;

/** Deletes messages, in batches. */
final class Deletion {

    private final MessageClient client;
    private final SqsQueue queue;
    private final Batcher<String, Void> batcher;

    Deletion(Loop loop, MessageClient client, SqsQueue queue, BatchPolicy policy) {
        this.client = client;
        this.queue = queue;
        this.batcher = new Batcher<>(
                loop,
                this::deleteBatch,
                policy,
                receiptHandle -> 0,
                queue.health().about(SqsOperation.DELETE));
    }

    /** @param timeToLive how long it is worth trying; best before the lease ends */
    CompletableFuture<Void> delete(Lease lease, Duration timeToLive) {
        return batcher.submit(lease.receiptHandle(), lease.left(System.nanoTime()), timeToLive);
    }

    int unanswered() {
        return batcher.unanswered();
    }

    void drain() {
        batcher.drain();
    }

    private CompletableFuture<List<Answer<Void>>> deleteBatch(List<String> receiptHandles, Duration timeout) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(receiptHandles.size());
        for (int i = 0; i < receiptHandles.size(); i++) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(receiptHandles.get(i))
                    .build());
        }
        return queue.call(SqsOperation.DELETE, timeout, (url, timeLeft) -> client.delete(url, entries, timeLeft));
    }
}
