package dev.sluice.scalein;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** How a busy process has its instance protected from scale-in. */
public interface ScaleInProtectionConfig {

    /** Whether it is protected at all; outside EC2 it never is. */
    @WithDefault("true")
    boolean enabled();

    /** How long the process must have been idle before the protection is lifted. */
    @WithDefault("1M")
    Duration calmPeriod();

    /** The least time between two changes of the protection, whatever the process does. */
    @WithDefault("15S")
    Duration leastInterval();

    /** Another Auto Scaling than Amazon's public one: a VPC endpoint, or a stand-in. */
    Optional<URI> endpointOverride();
}
