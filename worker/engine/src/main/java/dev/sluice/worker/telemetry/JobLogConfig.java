package dev.sluice.worker.telemetry;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Logging of jobs. */
@ConfigMapping(prefix = "sluice.consumer")
public interface JobLogConfig {

    /**
     * Maximum log lines per second about completed jobs and, per job type, about retried jobs and about dead letters. One more
     * line reports how many were suppressed.
     */
    @WithDefault("50")
    @Min(0) int logLinesPerSecond();

    /** Whether exceptions of first attempts are logged with their stack trace, as those of last attempts always are. */
    @WithDefault("false")
    boolean logFirstStackTrace();
}
