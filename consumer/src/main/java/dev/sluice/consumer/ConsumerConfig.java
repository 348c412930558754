package dev.sluice.consumer;

import io.smallrye.config.ConfigMapping;

import dev.sluice.consumer.http.OutboundConfig;

/** What can be set about the worker. */
@ConfigMapping(prefix = "sluice.consumer")
public interface ConsumerConfig {

    /** The HTTP calls that handlers make. */
    OutboundConfig outbound();
}
