package dev.sluice.producer;

import java.net.URI;
import java.time.Duration;

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
}
