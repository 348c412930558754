package dev.sluice.worker.run;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import dev.sluice.worker.eventloop.WatchThread;
import dev.sluice.worker.job.JobsConfig;
import dev.sluice.worker.telemetry.WorkerMeters;

/**
 * Tells how many slots there are and how busy they are. A look at the moment of a publish would be chance; what it tells
 * is the average of the last seconds.
 */
@Startup
@Singleton
public class SlotMeters {

    private static final Duration LOOK = Duration.ofMillis(250);
    /** How much one look changes the average: about ten seconds count. */
    private static final double WEIGHT = 1.0 / 40;

    private final RunningJobs jobs;
    private final int slots;
    private volatile double utilisation;

    SlotMeters(MeterRegistry meters, RunningJobs jobs, WatchThread watch, JobsConfig config) {
        this.jobs = jobs;
        this.slots = config.concurrency();
        WorkerMeters.CAPACITY.gauge(meters, slots, Integer::doubleValue);
        WorkerMeters.IN_FLIGHT.gauge(meters, jobs, RunningJobs::count);
        WorkerMeters.UTILISATION.gauge(meters, this, it -> it.utilisation);
        watch.every(LOOK, this::look);
    }

    private void look() {
        double now = Math.min(1, (double) jobs.count() / slots);
        utilisation += WEIGHT * (now - utilisation);
    }
}
