package dev.sluice.consumer.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.netty.handler.codec.DecoderException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/** One request on its way: connects to the first address that accepts, sends, waits for the answer's head. */
final class Exchange {

    private final Vertx vertx;
    private final HttpClient client;
    private final OutboundRequest request;
    private final RequestOptions options;
    private final Duration silence;

    /** Written by the event loop, read by whoever cancels: the one that comes last resets the request. */
    private volatile HttpClientRequest started;

    private volatile boolean cancelled;

    /** @param options the limits of time until the answer's head */
    Exchange(Vertx vertx, HttpClient client, OutboundRequest request, RequestOptions options, Duration silence) {
        HttpTarget target = request.target();
        this.vertx = vertx;
        this.client = client;
        this.silence = silence;
        this.request = request;
        this.options = options.setMethod(request.method())
                .setSsl(target.secure())
                // Host header, server name and certificate check go by the URL's host, the connection by the server.
                .setHost(target.host())
                .setPort(target.port())
                .setURI(target.requestUri())
                .setHeaders(request.headers())
                .setFollowRedirects(false);
    }

    Uni<OutboundResponse> run(List<InetAddress> candidates) {
        return UniHelper.toUni(connect(candidates).compose(this::send))
                // Nobody waits any more for the failure that cancelling brings about; Mutiny would log it as dropped.
                .onFailure(failure -> cancelled)
                .recoverWithNull();
    }

    /** Gives up: resets the request, now or as soon as it exists. */
    void cancel() {
        cancelled = true;
        HttpClientRequest current = started;
        if (current != null) {
            current.reset();
        }
    }

    /** Only a failure to connect goes on to the next address: after that, the receiver may have seen the request. */
    private Future<HttpClientRequest> connect(List<InetAddress> candidates) {
        SocketAddress first =
                SocketAddress.inetSocketAddress(new InetSocketAddress(candidates.getFirst(), options.getPort()));
        Future<HttpClientRequest> connected = client.request(new RequestOptions(options).setServer(first));
        return candidates.size() == 1
                ? connected
                : connected.recover(failure ->
                        cancelled ? Future.failedFuture(failure) : connect(candidates.subList(1, candidates.size())));
    }

    private Future<OutboundResponse> send(HttpClientRequest connected) {
        // Trouble also fails the future; without a handler Vert.x logs it as well.
        connected.exceptionHandler(trouble -> {});
        started = connected;
        if (cancelled) {
            connected.reset();
        }
        return connected
                .send(request.body())
                .map(response -> new OutboundResponse(
                        response, vertx.getOrCreateContext(), new Silence(vertx, connected, silence)))
                .recover(failure -> Future.failedFuture(ofAnswer(failure)));
    }

    /**
     * Names what Netty's HTTP decoder fails with. For an answer that is no HTTP it throws whatever went wrong inside
     * it, an {@link IllegalArgumentException} for one, which would look like a fault of ours.
     */
    static Throwable ofAnswer(Throwable failure) {
        return Verdict.covers(failure) ? failure : new DecoderException(failure);
    }
}
