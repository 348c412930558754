package dev.sluice.producer;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about the producer. */
@ConfigMapping(prefix = "sluice.producer")
public interface ProducerConfig {

    /** Where jobs say that they come from: the {@code source} of their CloudEvents. */
    @WithDefault("/sluice/producer")
    URI source();

    /**
     * What a client is told to wait when the queue cannot take its job, in whole seconds. Short, because the producer
     * finds the queue again within a second; not zero, because a client that tries again at once adds to the trouble.
     */
    @WithDefault("1S")
    Duration retryAfter();

    /**
     * The memory that the bodies of requests may take together, from their first byte until SQS has the job; an eighth of
     * the largest heap if not set. Who needs more of it is told to come again. Bodies from 16 KiB on may take half of it.
     */
    Optional<MemorySize> bodyMemory();

    /** How long a body may take to arrive, from 1 ms. */
    @WithDefault("30S")
    Duration bodyTimeout();
}
