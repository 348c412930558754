package dev.sluice.builtin.http;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;

import dev.sluice.builtin.http.guard.AddressGuard;
import dev.sluice.builtin.http.guard.GuardedLookup;
import dev.sluice.builtin.http.guard.HostLookup;
import dev.sluice.builtin.http.receiver.CallLimit;
import dev.sluice.builtin.http.receiver.DesyncedReceivers;
import dev.sluice.builtin.http.receiver.ReceiverLoops;
import dev.sluice.builtin.http.url.RefusedRequestException;
import dev.sluice.builtin.http.wire.ConnectionCodec;
import dev.sluice.builtin.http.wire.KeepAlive;

/**
 * The only way for a handler to call out: HTTP/1.1 to addresses that the {@link AddressGuard} lets through, with a
 * bound on everything that a receiver could make large or slow. Follows no redirect.
 */
@Singleton
public class OutboundHttp {

    /** Twice Vert.x's default: answers from behind a proxy or two carry many headers. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final GuardedLookup lookup;
    private final CallLimit limit;
    private final ReceiverLoops loops;
    private final DesyncedReceivers desynced = new DesyncedReceivers();
    private final OutboundConfig config;

    @Inject
    public OutboundHttp(Vertx vertx, OutboundConfig config) {
        this(vertx, config, InetAddress::getAllByName, new HttpClientOptions());
    }

    /** @param options what a test adds, such as a certificate to trust; the JVM's certificates are trusted otherwise */
    OutboundHttp(Vertx vertx, OutboundConfig config, HostLookup hosts, HttpClientOptions options) {
        this.vertx = vertx;
        this.config = config;
        this.lookup = new GuardedLookup(
                vertx,
                hosts,
                new AddressGuard(
                        config.allowPrivateAddresses(), config.allowedNetworks().orElse(List.of())));
        this.loops = new ReceiverLoops(vertx);
        this.limit = new CallLimit(vertx, config.maxConnectionsPerHost());
        this.client = vertx.httpClientBuilder()
                .with(limited(options, config))
                .with(new PoolOptions()
                        .setHttp1MaxSize(config.maxConnectionsPerHost())
                        // Who has to wait does so at the limit; here it is the moment in which a connection closes.
                        .setMaxWaitQueueSize(-1))
                .withConnectHandler(this::takeOver)
                .build();
    }

    /**
     * Sends a request, as soon as the receiver has no more than its number of others; that wait is not part of the
     * request's timeout, and whoever calls gives up on it by cancelling.
     *
     * @return the answer's head, whatever its status. Fails with {@link RefusedRequestException} if the request must
     *     not be sent, with anything else on trouble with the network. Cancelling closes the connection.
     */
    public Uni<OutboundResponse> send(OutboundRequest request) {
        return Uni.createFrom().deferred(() -> {
            String origin = request.target().origin();
            HttpCall call = new HttpCall(
                    vertx, loops.of(origin), client, desynced, withUserAgent(request), config.idleTimeout());
            CallLimit.Call place = limit.call(origin);
            return place.admitted()
                    .chain(() -> answer(request, call))
                    .invoke(response -> response.over(place::over))
                    .onFailure()
                    .invoke(() -> call.whenOver(place::over))
                    .onCancellation()
                    .invoke(() -> call.whenOver(place::over));
        });
    }

    private Uni<OutboundResponse> answer(OutboundRequest request, HttpCall call) {
        return lookup.addressesOf(request.target().host())
                .chain(call::run)
                .onCancellation()
                .invoke(call::cancel)
                .ifNoItem()
                .after(request.timeout())
                .failWith(() -> new TimeoutException("no answer"));
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

    private void takeOver(HttpConnection connection) {
        // Trouble with a connection fails the request on it; without a handler Vert.x logs it as well.
        connection.exceptionHandler(trouble -> {});
        ConnectionCodec.install(
                connection,
                new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES),
                () -> desynced.caught(connection.remoteAddress()));
    }

    private static HttpClientOptions limited(HttpClientOptions options, OutboundConfig config) {
        return options
                // Quarkus would send a traceparent along; to a stranger, whom jobs mostly call, it is none of its
                // business.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setKeepAliveTimeout(KeepAlive.SECONDS);
    }
}
