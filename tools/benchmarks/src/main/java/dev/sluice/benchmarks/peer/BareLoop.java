package dev.sluice.benchmarks.peer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

import dev.sluice.benchmarks.queue.Clients;

/**
 * The least that draining a queue with the SDK can cost: ReceiveMessage of ten, DeleteMessageBatch of the same ten, and again;
 * some such loops side by side. It decodes nothing, runs nothing, extends no lease, counts nothing, and ends at the first
 * error. The program of a process of its own.
 */
public final class BareLoop {

    private static final int BATCH = 10;

    /** As the service: the longest poll costs the least. */
    private static final int WAIT_SECONDS = 20;

    private final SqsAsyncClient client;
    private final String queueUrl;
    private final ReceiveMessageRequest receive;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private BareLoop(SqsAsyncClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.receive = ReceiveMessageRequest.builder()
                .queueUrl(queueUrl)
                .maxNumberOfMessages(BATCH)
                .waitTimeSeconds(WAIT_SECONDS)
                .build();
    }

    /**
     * Runs until the process is ended.
     *
     * @param args the endpoint, the queue's URL, the number of loops, and that of the client's threads
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int loops = Integer.parseInt(args[2]);
        try (SqsAsyncClient client = Clients.netty(URI.create(args[0]), Integer.parseInt(args[3]))) {
            BareLoop loop = new BareLoop(client, args[1]);
            for (int i = 0; i < loops; i++) {
                loop.turn();
            }
            // A bound for when nobody ends it.
            loop.end.get(2, TimeUnit.HOURS);
        }
    }

    /** Each turn begins on the client's thread when the one before has ended, so the stack does not grow. */
    private void turn() {
        client.receiveMessage(receive)
                .thenCompose(answer -> delete(answer.messages()))
                .whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        turn();
                    } else {
                        end.completeExceptionally(failure);
                    }
                });
    }

    private CompletableFuture<?> delete(List<Message> messages) {
        if (messages.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
        for (Message message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        return client.deleteMessageBatch(q -> q.queueUrl(queueUrl).entries(entries));
    }
}
