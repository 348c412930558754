package dev.sluice.sqs.receive.poll;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.services.sqs.model.Message;

/** One request for messages, from its start to its answer or to its early end. */
public final class Poll {

    private final int count;
    private final Duration wait;
    private final long startedAt;
    private final CompletableFuture<List<Message>> answer;
    private boolean aborted;

    /**
     * @param count the most messages that it may bring, 1 to 10
     * @param wait how long it waits at the queue for a first message, 0 to 20 seconds
     * @param startedAt when the request was made, or just before
     */
    Poll(int count, Duration wait, long startedAt, CompletableFuture<List<Message>> answer) {
        this.count = count;
        this.wait = wait;
        this.startedAt = startedAt;
        this.answer = answer;
    }

    /** What it brings; on any thread. */
    public CompletableFuture<List<Message>> answer() {
        return answer;
    }

    int count() {
        return count;
    }

    /** Ends it without an answer. */
    void abort() {
        aborted = true;
        answer.cancel(true);
    }

    long startedAt() {
        return startedAt;
    }

    boolean isAborted() {
        return aborted;
    }

    /**
     * Whether not even half of the time has passed that it was to wait for messages.
     *
     * @param least what takes the place of that half if it is longer, as for a poll that was not to wait
     */
    boolean isAnsweredEarly(Duration least) {
        return System.nanoTime() - startedAt < Math.max(wait.toNanos() / 2, least.toNanos());
    }
}
