package dev.sluice.worker.scalein;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a busy process has its instance protected from scale-in. */
@ConfigMapping(prefix = "sluice.consumer.scale-in-protection")
public interface ScaleInProtectionConfig {

    /** Whether it is protected at all; outside EC2 it never is. */
    @WithDefault("true")
    boolean enabled();

    /**
     * How long a piece of work must have gone on before it counts. A process that is never without short work would be
     * protected for ever, and for nothing: the end of a process waits for such work anyway.
     */
    @WithDefault("5S")
    Duration busyAfter();

    /** How long the process must have been idle before the protection is lifted. */
    @WithDefault("1M")
    Duration coolDown();

    /** The least time between two changes of the protection, whatever the process does. */
    @WithDefault("15S")
    Duration minInterval();

    /** Another Auto Scaling than Amazon's public one: a VPC endpoint, or a stand-in. */
    Optional<URI> endpointOverride();
}
