package dev.sluice.worker.scalein;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import dev.sluice.worker.run.RunningJobs;

/**
 * Keeps Auto Scaling from terminating the worker's instance while it has jobs that a drain may not be able to wait for, until
 * it is drained.
 */
@Singleton
public class BusyWorker {

    private final RunningJobs jobs;
    private final ScaleInProtectionConfig config;
    /** Null when the start has failed before. */
    private ScaleInProtection protection;

    BusyWorker(RunningJobs jobs, ScaleInProtectionConfig config) {
        this.jobs = jobs;
        this.config = config;
    }

    void start(@Observes StartupEvent starting) {
        Duration busyAfter = config.busyAfter();
        protection = ScaleInProtection.start(config, () -> jobs.anyFor(busyAfter));
    }

    /** Before the channels drain: with their last job the protection goes. */
    void draining(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopping) {
        if (protection != null) {
            protection.stop();
        }
    }

    /** After that: what is still in work has gone back to the queue, and nothing is left to protect. */
    void drained(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent stopping) {
        if (protection != null) {
            protection.close();
        }
    }
}
