package dev.sluice.api.problem;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about the answers to clients that may try again. */
@ConfigMapping(prefix = "sluice.producer")
public interface RetryConfig {

    /**
     * What a client is told to wait when the queue cannot take its job, in whole seconds. Short, because the producer
     * finds the queue again within a second; not zero, because a client that tries again at once adds to the trouble.
     */
    @WithDefault("1S")
    Duration retryAfter();
}
