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

/** HTTP calls that handlers make on behalf of jobs. */
@ConfigMapping(prefix = "sluice.consumer.outbound")
public interface OutboundConfig {

    /**
     * Whether jobs may call any address, including loopback, link-local and private ones, and the instance metadata service
     * with its credentials. Only for development, where the receiver runs on the same machine.
     */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /**
     * CIDR blocks that jobs may call although they are private, such as {@code 10.20.0.0/16} for receivers in your VPC. Unlike
     * with {@link #allowPrivateAddresses()}, all others stay blocked, including the metadata service.
     */
    Optional<List<String>> allowedNetworks();

    /**
     * Timeout for connecting to one address, and for its TLS handshake. Linux resends two lost SYN packets after 1 s and 3 s,
     * so 5 s covers them.
     */
    @WithDefault("5s")
    @DurationMin(millis = 1)
    Duration connectTimeout();

    /**
     * Maximum silence while reading a response, and until it begins unless the job sets a timeout, as {@code webhook} does.
     */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration idleTimeout();

    /** Redirects that {@code checksum} follows. {@code webhook} follows none. */
    @WithDefault("5")
    @Min(0) @Max(20) int maxRedirects();

    /**
     * Connections per receiver (host and port) and worker. Waiting for one does not count toward the request's timeout. It
     * keeps a burst of jobs from overloading the receiver.
     */
    @WithDefault("32")
    @Min(1) int maxConnectionsPerHost();

    /** Default {@code User-Agent} header. */
    @WithDefault("Sluice")
    @NotBlank String userAgent();
}
