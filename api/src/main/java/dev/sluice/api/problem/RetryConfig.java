package dev.sluice.api.problem;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Responses to clients that may retry. */
@ConfigMapping(prefix = "sluice.producer")
public interface RetryConfig {

    /**
     * {@code Retry-After} of responses while the queue is unavailable, in whole seconds. Short, because the producer recovers
     * within a second; not zero, because immediate retries add to the load.
     */
    @WithDefault("1S")
    Duration retryAfter();
}
