package dev.sluice.builtin.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

/** What can be set about the HTTP calls that handlers make on behalf of a job. */
@ConfigMapping(prefix = "sluice.consumer.outbound")
public interface OutboundConfig {

    /**
     * Whether jobs may call any address at all: loopback, link-local and private ones, and the cloud's metadata
     * service with its credentials. Only for development, where the receiver runs on the same machine.
     */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /**
     * Networks that jobs may call although they are not public, in CIDR form: {@code 10.20.0.0/16} for receivers in
     * one's own VPC. Unlike {@link #allowPrivateAddresses()} it leaves the rest closed, the metadata service too.
     */
    Optional<List<String>> allowedNetworks();

    /**
     * How long one address may take to accept a connection, and again to agree on TLS. Two lost SYN packets are
     * sent again after 1 s and 3 s on Linux, so 5 s outlive them.
     */
    @WithDefault("5s")
    @DurationMin(millis = 1)
    Duration connectTimeout();

    /**
     * How long the body of an answer may be silent. It is also how long an answer may take to begin, where the job
     * does not say it, as {@code webhook} does.
     */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration idleTimeout();

    /** How many redirects {@code checksum} follows; 0 follows none. A {@code webhook} never follows any. */
    @WithDefault("5")
    @Min(0) @Max(20) int maxRedirects();

    /**
     * How many calls at a time one receiver (a host at one port) gets at the most; further ones wait, and that is
     * not counted as time in which it did not answer. It keeps a burst of jobs from becoming an attack on the receiver.
     */
    @WithDefault("32")
    @Min(1) int maxConnectionsPerHost();

    /** The {@code User-Agent} of each request that does not set its own. */
    @WithDefault("Sluice")
    @NotBlank String userAgent();
}
