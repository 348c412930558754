package dev.sluice.worker.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.Handlers;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.job.RunningJob;

/** Counts what becomes of jobs, and times them. Never fails: a job does not depend on whether it can be counted. */
@Singleton
public class JobMeters {

    /** The longest time that a queue keeps a message (Amazon SQS Developer Guide, message quotas). */
    private static final Duration LONGEST = Duration.ofDays(14);

    private record OfType(Counter completed, Counter retried, Counter rejected, Timer handler, Timer total) {}

    private final MeterRegistry meters;
    private final Map<String, OfType> types;
    private final Map<String, Counter> failed = new ConcurrentHashMap<>();
    private final Map<String, Timer> waits = new ConcurrentHashMap<>();

    JobMeters(MeterRegistry meters, Handlers handlers) {
        this.meters = meters;
        this.types = handlers.all().stream()
                .map(HandlerBinding::type)
                .collect(Collectors.toUnmodifiableMap(type -> type, this::ofType));
    }

    /** The job's handler is called now. */
    public void starts(PreparedJob<?> job) {
        FailSafe.run(() -> waits.computeIfAbsent(
                        job.metadata().queue(), queue -> WorkerMeters.WAIT_TIME.timer(meters, queue))
                .record(since(job.metadata().sentAt())));
    }

    public void decided(RunningJob job, Outcome outcome) {
        FailSafe.run(() -> count(job, outcome));
    }

    private void count(RunningJob job, Outcome outcome) {
        OfType type = types.get(job.type());
        type.handler.record(job.nanosSoFar(), TimeUnit.NANOSECONDS);
        switch (outcome) {
            case Outcome.Completed ignored -> {
                type.completed.increment();
                type.total.record(since(job.submittedAt()));
            }
            case Outcome.Retry ignored -> (job.isLastTry() ? failed(job.type()) : type.retried).increment();
            case Outcome.Rejected ignored -> type.rejected.increment();
        }
    }

    /** Made when it is first needed: each metric of a type has its price, and most types never have such a job. */
    private Counter failed(String type) {
        return failed.computeIfAbsent(type, key -> WorkerMeters.FAILED.counter(meters, key));
    }

    /** The job was rejected without a handler: its data is not what its type asks for. */
    public void invalid(String type) {
        FailSafe.run(() -> types.get(type).rejected.increment());
    }

    /**
     * The time since then, between nothing and {@link #LONGEST}: clocks disagree, and a sender may write any time into its
     * event, such as the year 1 for none.
     */
    static Duration since(Instant then) {
        Duration time = Duration.between(then, Instant.now());
        if (time.isNegative()) {
            return Duration.ZERO;
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    private OfType ofType(String type) {
        return new OfType(
                WorkerMeters.COMPLETED.counter(meters, type),
                WorkerMeters.RETRIED.counter(meters, type),
                WorkerMeters.REJECTED.counter(meters, type),
                WorkerMeters.HANDLER_TIME.timer(meters, type),
                WorkerMeters.TOTAL_TIME.timer(meters, type));
    }
}
