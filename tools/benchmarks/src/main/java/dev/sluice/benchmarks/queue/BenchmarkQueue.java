package dev.sluice.benchmarks.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** A queue as a benchmark sees it: filled, looked at, emptied. */
public final class BenchmarkQueue {

    private static final int BATCH = 10;
    private static final int REQUESTS_AT_ONCE = 8;
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final SqsAsyncClient client;
    private final String url;

    public BenchmarkQueue(SqsAsyncClient client, String url) {
        this.client = client;
        this.url = url;
    }

    public String url() {
        return url;
    }

    /**
     * Sends messages in full batches.
     *
     * @param messages a multiple of ten
     */
    public void fill(int messages, IntFunction<String> bodies) {
        Semaphore room = new Semaphore(REQUESTS_AT_ONCE);
        CompletableFuture<Void> trouble = new CompletableFuture<>();
        for (int first = 0; first < messages && !trouble.isDone(); first += BATCH) {
            room.acquireUninterruptibly();
            send(first, bodies).whenComplete((answer, failure) -> {
                if (failure != null) {
                    trouble.completeExceptionally(failure);
                } else if (!answer.failed().isEmpty()) {
                    trouble.completeExceptionally(
                            new IllegalStateException(answer.failed().toString()));
                }
                room.release();
            });
        }
        room.acquireUninterruptibly(REQUESTS_AT_ONCE);
        if (trouble.isDone()) {
            trouble.join();
        }
    }

    public void send(String body) {
        get(client.sendMessage(q -> q.queueUrl(url).messageBody(body)));
    }

    /** Messages that are visible, in flight or delayed. */
    public int depth() {
        Map<QueueAttributeName, String> counts = get(client.getQueueAttributes(
                        q -> q.queueUrl(url).attributeNames(COUNTS)))
                .attributes();
        return COUNTS.stream()
                .mapToInt(count -> Integer.parseInt(counts.get(count)))
                .sum();
    }

    /** Throws away all messages. */
    public void purge() {
        get(client.purgeQueue(q -> q.queueUrl(url)));
    }

    private CompletableFuture<SendMessageBatchResponse> send(int first, IntFunction<String> bodies) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, BATCH)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(bodies.apply(first + i))
                        .build())
                .toList();
        return client.sendMessageBatch(q -> q.queueUrl(url).entries(entries));
    }

    private static <T> T get(CompletableFuture<T> answer) {
        return answer.orTimeout(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
