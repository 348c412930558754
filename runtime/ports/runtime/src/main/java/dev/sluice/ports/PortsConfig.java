package dev.sluice.ports;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The HTTP ports of a service: its API and its management port. */
@ConfigMapping(prefix = "sluice.ports")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface PortsConfig {

    /**
     * Whether to accept HTTP/2 without TLS (h2c), by prior knowledge or upgrade. HTTP/2 over TLS is accepted unless
     * {@code quarkus.http.http2} is {@code false}.
     */
    @WithDefault("false")
    boolean h2c();
}
