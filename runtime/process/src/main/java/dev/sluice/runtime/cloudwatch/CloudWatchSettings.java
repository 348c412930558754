package dev.sluice.runtime.cloudwatch;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a service's meters get to Amazon CloudWatch. */
@ConfigMapping(prefix = "sluice.cloudwatch")
public interface CloudWatchSettings {

    /**
     * Whether meters are published at all. If not set: in production, and wherever another CloudWatch than Amazon's is
     * named, which dev mode and tests do that have one inside.
     */
    Optional<Boolean> enabled();

    /** The namespace of the metrics. */
    @WithDefault("Sluice")
    String namespace();

    /** The value of the dimension {@code environment} of every metric. */
    @WithDefault("production")
    String environment();

    /**
     * How often meters are published, in whole seconds: 60 for standard metrics; less makes them high-resolution metrics,
     * whose alarms cost three times as much.
     */
    @WithDefault("60S")
    Duration step();

    /** How long the last publish, when the service stops, may take; what stops the service waits for it. */
    @WithDefault("1S")
    Duration lastPublishTimeout();

    /** Another CloudWatch than Amazon's public one: a VPC endpoint, or a stand-in. */
    Optional<URI> endpointOverride();

    /** The region; if not set, as the AWS SDK finds it. */
    Optional<String> region();

    /** An access key for a stand-in; if not set, credentials are those that the AWS SDK finds. */
    Optional<String> accessKeyId();

    /** The secret that belongs to the access key. */
    Optional<String> secretAccessKey();
}
