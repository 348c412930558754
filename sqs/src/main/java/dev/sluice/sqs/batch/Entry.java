package dev.sluice.sqs.batch;

import java.util.concurrent.CompletableFuture;

/** An entry with the caller who waits for its answer. All times are {@link System#nanoTime()} readings. */
final class Entry<E, R> {

    final E value;
    final int bytes;
    final long submittedAt;
    final long deadline;
    final CompletableFuture<R> answer = new CompletableFuture<>();

    /** Whether it must travel in a request of its own, because a request that it was part of was refused whole. */
    boolean alone;

    Throwable lastFailure;

    Entry(E value, int bytes, long submittedAt, long deadline) {
        this.value = value;
        this.bytes = bytes;
        this.submittedAt = submittedAt;
        this.deadline = deadline;
    }

    boolean isExpired(long now) {
        return now - deadline >= 0;
    }

    void expire() {
        answer.completeExceptionally(new EntryExpiredException(lastFailure));
    }
}
