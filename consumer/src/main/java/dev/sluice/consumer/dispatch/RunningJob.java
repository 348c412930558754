package dev.sluice.consumer.dispatch;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;

/** A job in work: what its handler may know of it, and the one place where its outcome is decided. */
final class RunningJob implements JobContext {

    private final String id;
    private final String type;
    private final Instant submittedAt;
    private final int attempt;
    private final long startedAt = System.nanoTime();
    private final long deadline;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile boolean cancelled;

    /**
     * @param timeLimitNanos how long it may take from now on
     */
    RunningJob(String id, String type, Instant submittedAt, int attempt, long timeLimitNanos) {
        this.id = id;
        this.type = type;
        this.submittedAt = submittedAt;
        this.attempt = attempt;
        this.deadline = startedAt + timeLimitNanos;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Instant submittedAt() {
        return submittedAt;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** What became of it; whoever says so first decides. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    long nanosSoFar() {
        return System.nanoTime() - startedAt;
    }

    /** Stops the handler: whatever it still says does not count. */
    void cancel(Outcome instead) {
        cancelled = true;
        outcome.complete(instead);
    }
}
