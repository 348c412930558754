package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.sluice.consumer.handler.Outcome;
import dev.sluice.meters.SluiceMeter;

/** Counts what becomes of jobs, and times them. */
@ApplicationScoped
public class JobMeters {

    private record OfType(Counter completed, Counter retried, Counter rejected, Timer handler, Timer total) {}

    private final MeterRegistry meters;
    private final Map<String, OfType> types;
    private final Map<String, Timer> waits = new ConcurrentHashMap<>();

    JobMeters(MeterRegistry meters, Handlers handlers) {
        this.meters = meters;
        this.types = handlers.all().stream()
                .map(Handling::type)
                .collect(Collectors.toUnmodifiableMap(type -> type, this::ofType));
    }

    /** The job's handler is called now. */
    void starts(PreparedJob<?> job) {
        long waited = System.currentTimeMillis() - job.metadata().sentAt().toEpochMilli();
        // Clocks may disagree.
        waits.computeIfAbsent(job.metadata().queue(), queue -> SluiceMeter.WAIT_TIME.timer(meters, queue))
                .record(Math.max(0, waited), TimeUnit.MILLISECONDS);
    }

    void decided(RunningJob job, Outcome outcome) {
        OfType type = types.get(job.type());
        type.handler.record(job.nanosSoFar(), TimeUnit.NANOSECONDS);
        switch (outcome) {
            case Outcome.Completed ignored -> {
                type.completed.increment();
                type.total.record(Duration.between(job.submittedAt(), Instant.now()));
            }
            case Outcome.Retry ignored -> type.retried.increment();
            case Outcome.Rejected ignored -> type.rejected.increment();
        }
    }

    /** The job was rejected without a handler: its data is not what its type asks for. */
    void invalid(String type) {
        types.get(type).rejected.increment();
    }

    private OfType ofType(String type) {
        return new OfType(
                SluiceMeter.COMPLETED.counter(meters, type),
                SluiceMeter.RETRIED.counter(meters, type),
                SluiceMeter.REJECTED.counter(meters, type),
                SluiceMeter.HANDLER_TIME.timer(meters, type),
                SluiceMeter.TOTAL_TIME.timer(meters, type));
    }
}
