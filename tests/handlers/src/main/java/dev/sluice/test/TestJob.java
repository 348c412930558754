package dev.sluice.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.JobHandler;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;

/**
 * A job to call a handler with, without a queue and without Quarkus. Unless told otherwise it is the first delivery of a job of
 * nobody in particular, submitted in 1970, and not cancelled.
 */
public final class TestJob implements JobContext {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String id;
    private final String tenant;
    private final Instant submittedAt;
    private final int attempt;
    private final BooleanSupplier cancelled;

    private TestJob(String id, String tenant, Instant submittedAt, int attempt, BooleanSupplier cancelled) {
        this.id = id;
        this.tenant = tenant;
        this.submittedAt = submittedAt;
        this.attempt = attempt;
        this.cancelled = cancelled;
    }

    /** A job with the id {@code job-1}. */
    public static TestJob create() {
        return create("job-1");
    }

    public static TestJob create(String id) {
        return new TestJob(id, null, Instant.EPOCH, 1, () -> false);
    }

    /** The same job on behalf of this tenant. */
    public TestJob ofTenant(String name) {
        return new TestJob(id, name, submittedAt, attempt, cancelled);
    }

    public TestJob submittedAt(Instant time) {
        return new TestJob(id, tenant, time, attempt, cancelled);
    }

    /** The same job, delivered again; 1 is the first time. */
    public TestJob onAttempt(int number) {
        return new TestJob(id, tenant, submittedAt, number, cancelled);
    }

    /** The same job, cancelled as soon as this says so. */
    public TestJob cancelledWhen(BooleanSupplier condition) {
        return new TestJob(id, tenant, submittedAt, attempt, condition);
    }

    /**
     * Calls the handler, of either kind, and waits for its outcome, 20 seconds at most.
     *
     * @throws Exception what the handler throws or fails with, which would be {@link Outcome.Retry} in a worker
     */
    public <P> Outcome run(JobHandler<P> handler, P payload) throws Exception {
        return switch (handler) {
            case BlockingJobHandler<P> blocking -> blocking.handle(payload, this);
            case ReactiveJobHandler<P> reactive ->
                reactive.handle(payload, this).await().atMost(PATIENCE);
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return "test";
    }

    @Override
    public Optional<String> tenant() {
        return Optional.ofNullable(tenant);
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
        return cancelled.getAsBoolean();
    }
}
