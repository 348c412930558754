package dev.sluice.sqs.batch;

import java.util.concurrent.CompletableFuture;

/** An entry with the caller who waits for its answer. All times are {@link System#nanoTime()} readings. */
final class BatchEntry<E, R> {

    final E value;
    final int bytes;
    final long submittedAt;
    final long deadline;
    private final long dueAt;
    private final boolean due;
    final CompletableFuture<R> answer = new CompletableFuture<>();

    /** Whether it must travel in a request of its own, because a request that it was part of was refused whole. */
    boolean alone;

    Throwable lastFailure;

    /** @param untilDue nanoseconds, or {@link DuePacing#NEVER} */
    BatchEntry(E value, int bytes, long submittedAt, long untilDue, long deadline) {
        this.value = value;
        this.bytes = bytes;
        this.submittedAt = submittedAt;
        this.deadline = deadline;
        this.due = untilDue != DuePacing.NEVER;
        this.dueAt = due ? submittedAt + untilDue : deadline;
    }

    /** Zero or less when it is late. */
    long untilDue(long now) {
        return due ? dueAt - now : DuePacing.NEVER;
    }

    boolean isExpired(long now) {
        return now - deadline >= 0;
    }

    void expire() {
        answer.completeExceptionally(new EntryExpiredException(lastFailure));
    }
}
