package dev.sluice.consumer;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.sluice.consumer.handler.JobContext;

/** A job as a handler sees it. */
public record SampleJob(String id, BooleanSupplier cancelled) implements JobContext {

    public static SampleJob of(String id) {
        return new SampleJob(id, () -> false);
    }

    @Override
    public String type() {
        return "sample";
    }

    @Override
    public Optional<String> tenant() {
        return Optional.empty();
    }

    @Override
    public Instant submittedAt() {
        return Instant.EPOCH;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }
}
