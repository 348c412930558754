package dev.sluice.worker.scalein;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Scale-in protection of the EC2 instance of a busy worker. */
@ConfigMapping(prefix = "sluice.consumer.scale-in-protection")
public interface ScaleInProtectionConfig {

    /** Whether to protect the instance. Has no effect outside EC2. */
    @WithDefault("true")
    boolean enabled();

    /**
     * How long a job must be in progress before the worker is busy. If short jobs counted, a fleet that always has some would
     * never scale in, although a drain completes them anyway.
     */
    @WithDefault("5S")
    Duration busyAfter();

    /** How long a worker must not be busy before protection ends. */
    @WithDefault("1M")
    Duration coolDown();

    /** Minimum time between changes, to stay below API limits. */
    @WithDefault("15S")
    Duration minInterval();

    /** URL of a VPC endpoint or stand-in for Auto Scaling. */
    Optional<URI> endpointOverride();
}
