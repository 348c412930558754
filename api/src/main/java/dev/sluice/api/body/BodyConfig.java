package dev.sluice.api.body;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about the bodies of requests; how long one may be is {@code quarkus.http.limits.max-body-size}. */
@ConfigMapping(prefix = "sluice.producer")
public interface BodyConfig {

    /**
     * The memory that the bodies of requests may take together, from their first byte until SQS has the job; an eighth of
     * the largest heap if not set. Who needs more of it is told to come again. Bodies from 16 KiB on may take half of it.
     */
    Optional<MemorySize> bodyMemory();

    /** How long a body may take to arrive, from 1 ms. */
    @WithDefault("30S")
    Duration bodyTimeout();
}
