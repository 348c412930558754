package dev.sluice.api.body;

import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.sluice.api.problem.RetryConfig;

/** Reads bodies within bounds: each one's length and time, and the memory of all together. */
@Singleton
public class BodyReader {

    private final long maxLength;
    private final Duration timeout;
    private final Duration retryAfter;
    private final BodyMemory memory;

    @Inject
    public BodyReader(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxLength,
            BodyConfig config,
            RetryConfig retry,
            BodyMemory memory) {
        this(maxLength.asLongValue(), config.bodyTimeout(), retry.retryAfter(), memory);
    }

    BodyReader(long maxLength, Duration timeout, Duration retryAfter, BodyMemory memory) {
        this.maxLength = maxLength;
        this.timeout = timeout;
        this.retryAfter = retryAfter;
        this.memory = memory;
    }

    /**
     * Reads the body of a request that is paused, on its event loop.
     *
     * @return the body; fails with {@link BodyRefusedException} when a bound is met, and the connection or the stream then
     *     ends with the answer; fails with anything else when the client has gone
     */
    public Uni<Body> read(RoutingContext exchange) {
        return Uni.createFrom().emitter(emitter -> new BodyReading(exchange, emitter, this).begin());
    }

    long maxLength() {
        return maxLength;
    }

    Duration timeout() {
        return timeout;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    BodyMemory memory() {
        return memory;
    }
}
