package dev.sluice.consumer.http;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;

import dev.sluice.consumer.ConsumerConfig;

/**
 * The only way for a handler to call out: HTTP/1.1 to addresses that the {@link AddressGuard} lets through, with a
 * bound on everything that a receiver could make large or slow. Follows no redirect.
 */
@ApplicationScoped
public class OutboundHttp {

    /** Below the 5 s after which Node and Apache close an idle connection, which would fail the next request on it. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    /** Twice Vert.x's default: answers from behind a proxy or two carry many headers. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** Calls that wait for a connection to one receiver; more than this fail at once and are retried later. */
    private static final int MAX_WAITING = 1_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final GuardedLookup lookup;
    private final OutboundConfig config;

    @Inject
    public OutboundHttp(Vertx vertx, ConsumerConfig config) {
        this(vertx, config.outbound(), InetAddress::getAllByName, new HttpClientOptions());
    }

    /** @param options what a test adds, such as a certificate to trust; the JVM's certificates are trusted otherwise */
    OutboundHttp(Vertx vertx, OutboundConfig config, HostLookup hosts, HttpClientOptions options) {
        this.vertx = vertx;
        this.config = config;
        this.lookup = new GuardedLookup(vertx, hosts, new AddressGuard(config));
        this.client = vertx.httpClientBuilder()
                .with(limited(options, config))
                .with(new PoolOptions()
                        .setHttp1MaxSize(config.maxConnectionsPerHost())
                        .setMaxWaitQueueSize(MAX_WAITING))
                // Trouble with a connection fails the request on it; without a handler Vert.x logs it as well.
                .withConnectHandler(connection -> connection.exceptionHandler(trouble -> {}))
                .build();
    }

    /**
     * Sends a request.
     *
     * @return the answer's head, whatever its status. Fails with {@link RefusedRequestException} if the request must
     *     not be sent, with anything else on trouble with the network. Cancelling resets the request.
     */
    public Uni<OutboundResponse> send(OutboundRequest request) {
        return Uni.createFrom().deferred(() -> {
            Exchange exchange =
                    new Exchange(vertx, client, withUserAgent(request), limits(request), config.idleTimeout());
            return lookup.addressesOf(request.target())
                    .chain(exchange::run)
                    .onCancellation()
                    .invoke(exchange::cancel)
                    .ifNoItem()
                    .after(request.timeout())
                    .failWith(() -> new TimeoutException("no answer"));
        });
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private OutboundRequest withUserAgent(OutboundRequest request) {
        if (!request.headers().contains(HttpHeaders.USER_AGENT)) {
            request.headers().set(HttpHeaders.USER_AGENT, config.userAgent());
        }
        return request;
    }

    private RequestOptions limits(OutboundRequest request) {
        return new RequestOptions()
                // Includes the wait for a free connection
                .setConnectTimeout(2 * config.connectTimeout().toMillis())
                // For the case that a request comes to life in the very moment in which it is given up
                .setIdleTimeout(request.timeout().toMillis());
    }

    private static HttpClientOptions limited(HttpClientOptions options, OutboundConfig config) {
        return options
                // Quarkus would send a traceparent along; to a stranger, whom jobs mostly call, it is none of its
                // business.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
    }
}
