package dev.sluice.client;

import java.net.URI;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Jobs that are submitted here. */
@ConfigMapping(prefix = "sluice.producer")
public interface ClientConfig {

    /** The CloudEvents {@code source} of jobs. */
    @WithDefault("/sluice/producer")
    URI source();
}
