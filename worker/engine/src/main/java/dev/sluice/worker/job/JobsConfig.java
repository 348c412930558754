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
     * Maximum number of jobs in progress per worker (its slots). Use many for I/O-bound handlers, and about the number of
     * processors for compute-bound ones.
     */
    @WithDefault("50")
    @Min(1) int concurrency();

    /** Maximum duration of a job. Its handler is then canceled or interrupted, and the job retried. */
    @WithDefault("15M")
    Duration timeLimit();

    /** The backoff between attempts. */
    RetryConfig retry();

    /** Overrides for single job types, by name. */
    Map<String, TypeConfig> types();

    /** The backoff between attempts: exponential with full jitter. */
    interface RetryConfig {

        /** Upper bound of the delay after the first attempt; doubles with each further one. */
        @WithDefault("2S")
        Duration initialDelay();

        /** Upper bound of all delays; at most 12 hours, as SQS allows. */
        @WithDefault("15M")
        Duration maxDelay();
    }

    /** Overrides for one job type. */
    interface TypeConfig {

        /**
         * Maximum number of slots for jobs of this type. By default 80%, rounded up but not all, so that one slow type cannot
         * take the slots of the others; all if the worker handles no other type.
         */
        OptionalInt concurrency();

        /**
         * Maximum number of jobs of this type started per period and worker, such as {@code 10/1S}; unlimited by default.
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
