package dev.sluice.api.body;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of request bodies; their maximum size is {@code quarkus.http.limits.max-body-size}. */
@ConfigMapping(prefix = "sluice.producer")
public interface BodyConfig {

    /**
     * Memory for request bodies, from their first byte until SQS has the job. Beyond it, clients get a 503. Bodies from 16 KiB
     * may use half. By default, an eighth of the maximum heap.
     */
    Optional<MemorySize> bodyMemory();

    /** Time for a body to arrive, from 1 ms. */
    @WithDefault("30S")
    Duration bodyTimeout();
}
