package dev.sluice.api.job;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.sqs.QueueUnavailableException;

/** Counts what became of the submissions. */
@Singleton
public class SubmissionMeters {

    private final Map<String, Counter> accepted;
    private final Counter refused;
    private final Counter unavailable;

    SubmissionMeters(MeterRegistry meters, JobCatalog catalog) {
        this.accepted = catalog.definitions().stream()
                .map(JobDefinition::type)
                .collect(Collectors.toUnmodifiableMap(
                        type -> type, type -> SubmissionMeter.ACCEPTED.counter(meters, type)));
        this.refused = SubmissionMeter.REFUSED.counter(meters);
        this.unavailable = SubmissionMeter.UNAVAILABLE.counter(meters);
    }

    /** @param type of the catalog */
    void accepted(String type) {
        accepted.get(type).increment();
    }

    void failed(Throwable failure) {
        (failure instanceof QueueUnavailableException ? unavailable : refused).increment();
    }
}
