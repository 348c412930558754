package dev.sluice.test;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.sluice.worker.handler.Outcome;

/** A job that is in the queue, and what becomes of it there. */
public final class SubmittedJob {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String id;
    private final String type;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    SubmittedJob(String id, String type) {
        this.id = id;
        this.type = type;
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    /**
     * The outcome of its next try, the first one when it is called first. Waits for 20 seconds at most.
     *
     * @throws AssertionError if there is none by then
     */
    public Outcome awaitOutcome() {
        return awaitOutcome(PATIENCE);
    }

    /**
     * The outcome of its next try.
     *
     * @param patience how long to wait at most
     * @throws AssertionError if there is none by then
     */
    public Outcome awaitOutcome(Duration patience) {
        Outcome outcome;
        try {
            outcome = outcomes.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while job %s of type \"%s\" was awaited".formatted(id, type), e);
        }
        if (outcome == null) {
            throw new AssertionError(
                    "Job %s of type \"%s\" has no further outcome after %d ms; the log says what the worker does"
                            .formatted(id, type, patience.toMillis()));
        }
        return outcome;
    }

    /**
     * The outcome that ends it: completed or rejected. Waits for 20 seconds at most from one try to the next; by default the second
     * follows the first within seconds.
     *
     * @throws AssertionError if there is none by then
     */
    public Outcome awaitEnd() {
        Outcome outcome = awaitOutcome();
        while (outcome instanceof Outcome.Retry) {
            outcome = awaitOutcome();
        }
        return outcome;
    }

    void decided(Outcome outcome) {
        outcomes.add(outcome);
    }
}
