package dev.sluice.client;

import java.net.URI;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about the jobs that are submitted here. */
@ConfigMapping(prefix = "sluice.producer")
public interface ClientConfig {

    /** Where jobs say that they come from: the {@code source} of their CloudEvents. */
    @WithDefault("/sluice/producer")
    URI source();
}
