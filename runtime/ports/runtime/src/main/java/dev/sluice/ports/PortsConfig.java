package dev.sluice.ports;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the HTTP ports of a service open, its API as well as its management port. */
@ConfigMapping(prefix = "sluice.ports")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface PortsConfig {

    /**
     * Whether clients may speak HTTP/2 without TLS (h2c), by prior knowledge or by an upgrade. Over TLS they may in any case,
     * unless {@code quarkus.http.http2} is {@code false}.
     */
    @WithDefault("false")
    boolean h2c();
}
