package dev.sluice.sqs.receive.poll;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.wire.MessageClient;

/** One request for messages, from its start to its answer or to its early end. */
final class Poll {

    private final int count;
    private final Duration wait;
    private final long startedAt = System.nanoTime();
    private CompletableFuture<List<Message>> answer;
    private volatile CompletableFuture<List<Message>> request;
    private volatile boolean aborted;

    /**
     * @param count the most messages that it may bring, 1 to 10
     * @param wait how long it waits at the queue for a first message, 0 to 20 seconds
     */
    Poll(int count, Duration wait) {
        this.count = count;
        this.wait = wait;
    }

    int count() {
        return count;
    }

    /**
     * Sends the request.
     *
     * @param visibilityTimeout how long the queue hides what it gives
     * @param patience what the request may take beyond its wait
     */
    CompletableFuture<List<Message>> start(
            MessageClient client, SqsQueue queue, Duration visibilityTimeout, Duration patience) {
        answer = queue.call(SqsOperation.RECEIVE, wait.plus(patience), (url, timeLeft) -> {
            var polled = ReceiveMessageRequest.builder()
                    .queueUrl(url)
                    .maxNumberOfMessages(count)
                    .waitTimeSeconds((int) wait.toSeconds())
                    .visibilityTimeout((int) visibilityTimeout.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(
                            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                            MessageSystemAttributeName.SENT_TIMESTAMP,
                            MessageSystemAttributeName.MESSAGE_GROUP_ID)
                    .build();
            request = client.receive(polled, timeLeft);
            if (aborted) {
                // The order to end came while the queue's address was looked up.
                request.cancel(true);
            }
            return request;
        });
        return answer;
    }

    /** Ends it without an answer. */
    void abort() {
        aborted = true;
        CompletableFuture<?> made = request;
        if (made != null) {
            made.cancel(true);
        }
        answer.cancel(true);
    }

    long startedAt() {
        return startedAt;
    }

    boolean isAborted() {
        return aborted;
    }

    /** Whether not even half of the time has passed that it was to wait for messages. */
    boolean isAnsweredEarly() {
        return System.nanoTime() - startedAt < wait.toNanos() / 2;
    }
}
