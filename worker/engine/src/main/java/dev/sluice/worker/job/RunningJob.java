package dev.sluice.worker.job;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.worker.failure.FailureText;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

/**
 * A job in work: what its handler may know of it, and the one place where its outcome is decided. It is over when it has
 * an outcome and its handler has returned, which a handler may do long after the outcome was decided without it.
 */
public final class RunningJob implements JobContext {

    private static final String NO_TEXT = "the handler failed";

    /** What happens to a job in work. */
    public interface Listener {

        /** It has an outcome, and will have no other. */
        void decided(RunningJob job, Outcome outcome);

        /** It needs its slot no more. */
        void over(RunningJob job);
    }

    private final PreparedJob<?> prepared;
    private final Span span;
    private final Listener listener;
    private final long startedAt = System.nanoTime();
    private final long deadline;
    private final AtomicReference<Outcome> outcome = new AtomicReference<>();
    /** Of two: that it has an outcome, and that the handler has returned. */
    private final AtomicInteger toCome = new AtomicInteger(2);

    // Both are known to whoever decides, and told by the same thread.
    private Throwable failure;
    private boolean lastTry;

    private volatile Runnable stop;
    private volatile boolean cancelled;
    private volatile long cancelledAt;

    /** @param span of this try; invalid without tracing */
    public RunningJob(PreparedJob<?> prepared, Span span, Listener listener) {
        this.prepared = prepared;
        this.span = span;
        this.listener = listener;
        this.deadline = startedAt + prepared.handling().rules().timeLimit().toNanos();
    }

    public PreparedJob<?> prepared() {
        return prepared;
    }

    public Span span() {
        return span;
    }

    /** Where the job is in its trace; invalid without tracing. */
    public SpanContext trace() {
        return span.getSpanContext();
    }

    @Override
    public String id() {
        return prepared.id();
    }

    @Override
    public String type() {
        return prepared.type();
    }

    @Override
    public Optional<String> tenant() {
        return prepared.metadata().groupId();
    }

    @Override
    public Instant submittedAt() {
        return prepared.submittedAt();
    }

    @Override
    public int attempt() {
        return prepared.attempt();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** Says what became of it; whoever says so first decides. */
    public void decide(Outcome what) {
        if (outcome.compareAndSet(null, what)) {
            decided(what);
        }
    }

    /** The handler has failed with this, which asks for another try. */
    public void fail(Throwable with) {
        Outcome retry = Outcome.retry(FailSafe.call(() -> FailureText.of(with), NO_TEXT));
        if (outcome.compareAndSet(null, retry)) {
            failure = with;
            decided(retry);
        }
    }

    /** What the handler failed with; null when it has said by itself what became of the job. For the listener. */
    public Throwable failure() {
        return failure;
    }

    /**
     * Whether the job asks for another try and the queue grants no more; found out once, so that what is counted, logged and
     * done is the same. False while nobody knows how many there are: then SQS moves the job. For the listener.
     */
    public boolean isLastTry() {
        return lastTry;
    }

    /** Decides and stops the handler: whatever that still says does not count. */
    public void cancel(Outcome instead) {
        if (outcome.compareAndSet(null, instead)) {
            cancelledAt = System.nanoTime();
            cancelled = true;
            Runnable action = stop;
            try {
                if (action != null) {
                    action.run();
                }
            } finally {
                decided(instead);
            }
        }
    }

    /** Runs the action when the job is cancelled, at once if it is already. */
    public void whenCancelled(Runnable action) {
        stop = action;
        if (cancelled) {
            action.run();
        }
    }

    /** The handler's call has come back; what it has begun may go on. */
    public void returned() {
        oneMore();
    }

    public boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    /** How long its handler has been going on although it was told to stop; 0 when it was not. */
    public long nanosSinceCancelled(long now) {
        return cancelled ? Math.max(0, now - cancelledAt) : 0;
    }

    public long nanosSoFar() {
        return System.nanoTime() - startedAt;
    }

    private void decided(Outcome what) {
        try {
            lastTry = what instanceof Outcome.Retry
                    && FailSafe.call(() -> prepared.metadata().isLastReceive(), false);
            listener.decided(this, what);
        } finally {
            oneMore();
        }
    }

    private void oneMore() {
        if (toCome.decrementAndGet() == 0) {
            listener.over(this);
        }
    }
}
