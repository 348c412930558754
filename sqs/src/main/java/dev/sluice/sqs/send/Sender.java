package dev.sluice.sqs.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.sluice.sqs.MessageTooLargeException;
import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.batch.BatchCall;
import dev.sluice.sqs.batch.BatchPolicy;
import dev.sluice.sqs.batch.Batcher;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.wire.OutgoingMessage;

/** Sends messages to one queue, in batches. */
public final class Sender {

    private final SqsQueue queue;
    private final Batcher<OutgoingMessage, String> batcher;

    /**
     * @param request sends a batch of them
     * @param linger the longest time a message waits for company while another request is under way
     * @param maxRequests the most requests under way at once
     * @param callTimeout the longest time one request may take
     */
    public Sender(
            Loop loop,
            SqsQueue queue,
            BatchCall<OutgoingMessage, String> request,
            Duration linger,
            int maxRequests,
            Duration callTimeout) {
        this.queue = queue;
        var policy = new BatchPolicy(true, linger, SqsQuotas.MESSAGE_BYTES, maxRequests, callTimeout);
        this.batcher = new Batcher<>(
                loop, request, policy, OutgoingMessage::size, queue.health().about(SqsOperation.SEND));
    }

    /**
     * Sends a message; may be called from any thread.
     *
     * @return SQS's message id once SQS has acknowledged it; fails with {@link MessageTooLargeException} at once, and
     *     as {@link Batcher#submit} says
     */
    public CompletableFuture<String> send(OutgoingMessage message, Duration timeToLive) {
        if (message.size() > SqsQuotas.MESSAGE_BYTES) {
            return CompletableFuture.failedFuture(new MessageTooLargeException(message.size()));
        }
        return batcher.submit(queue.isFifo() ? message.forFifoQueue() : message, timeToLive);
    }

    /** Sends what waits without waiting for company. */
    public void drain() {
        batcher.drain();
    }

    public int unanswered() {
        return batcher.unanswered();
    }
}
