package dev.sluice.worker.telemetry;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the log says of jobs. */
@ConfigMapping(prefix = "sluice.consumer")
public interface JobLogConfig {

    /**
     * Lines in the log, in one second, at most: about completed jobs, and as many, for each job type, about failed ones that are
     * tried again and about those that go to the dead-letter queue. What is beyond is counted in one more line.
     */
    @WithDefault("50")
    @Min(0) int logLinesPerSecond();

    /** Whether the stack trace of a handler's exception is logged at a job's first try as well; at the last one it always is. */
    @WithDefault("false")
    boolean logFirstStackTrace();
}
