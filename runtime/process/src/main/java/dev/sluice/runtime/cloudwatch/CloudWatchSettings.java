package dev.sluice.runtime.cloudwatch;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Publishing metrics to Amazon CloudWatch. */
@ConfigMapping(prefix = "sluice.cloudwatch")
public interface CloudWatchSettings {

    /**
     * Whether metrics are published. By default, in production and with an {@link #endpointOverride()}, as dev mode and tests
     * set it.
     */
    Optional<Boolean> enabled();

    /** The namespace of the metrics. */
    @WithDefault("Sluice")
    String namespace();

    /** The value of the dimension {@code environment}. */
    @WithDefault("production")
    String environment();

    /**
     * The publishing interval, 1 to 60 whole seconds. Below 60, metrics are high-resolution metrics, whose alarms cost three
     * times as much.
     */
    @WithDefault("60S")
    Duration step();

    /** Timeout for publishing on shutdown, after the drain. */
    @WithDefault("1S")
    Duration lastPublishTimeout();

    /** URL of a VPC endpoint or stand-in. */
    Optional<URI> endpointOverride();

    /** The Region; by default, from the AWS SDK. */
    Optional<String> region();

    /** An access key for stand-ins; by default, credentials are from the AWS SDK. */
    Optional<String> accessKeyId();

    /** The secret for the access key. */
    Optional<String> secretAccessKey();
}
