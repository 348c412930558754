package dev.sluice.worker.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How jobs are run. */
@ConfigMapping(prefix = "sluice.consumer")
public interface JobsConfig {

    /**
     * The worker's slots: jobs in work at once, of all types together. Handlers that wait for the network bear many; ones
     * that compute should have about as many as there are processors.
     */
    @WithDefault("50")
    @Min(1) int concurrency();

    /** How long a job may take before its handler is stopped and the job is tried again. */
    @WithDefault("15M")
    Duration timeLimit();

    /** When a job is tried again. */
    RetryConfig retry();

    /** What is different for single job types, by their names. */
    Map<String, TypeConfig> types();

    /** The backoff between two tries of a job: exponential with full jitter. */
    interface RetryConfig {

        /** The upper bound of the delay after the first try; it doubles with each further one. */
        @WithDefault("2S")
        Duration initialDelay();

        /** The upper bound of any delay; SQS allows 12 hours. */
        @WithDefault("15M")
        Duration maxDelay();
    }

    /** What is different for one job type. */
    interface TypeConfig {

        /**
         * As {@link JobsConfig#concurrency}, within it: how many of the slots jobs of this type may take. Four fifths
         * of them, rounded up but not all, when it is not set, so that one slow type cannot take the slots of the others;
         * all of them when the worker handles no other type.
         */
        OptionalInt concurrency();

        /**
         * How many jobs of this type may start in a period in one worker, at most, such as {@code 10/1S}; no bound when it
         * is not set.
         */
        Optional<Rate> rate();

        /** As {@link JobsConfig#timeLimit}. */
        Optional<Duration> timeLimit();

        /** As {@link RetryConfig#initialDelay}. */
        Optional<Duration> retryInitialDelay();

        /** As {@link RetryConfig#maxDelay}. */
        Optional<Duration> retryMaxDelay();
    }
}
