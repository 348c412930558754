package dev.sluice.builtin.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.netty.handler.codec.DecoderException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import dev.sluice.builtin.http.receiver.DesyncedReceivers;
import dev.sluice.builtin.http.receiver.ReceiverLoops;
import dev.sluice.builtin.http.url.HttpTarget;
import dev.sluice.builtin.http.wire.ConnectionCodec;
import dev.sluice.builtin.http.wire.WireExchange;

/** One request on its way: connects to the first address that accepts, sends, waits for the answer's head. */
final class HttpCall {

    /** How often a connection may turn out to be closed before anything was sent on it. */
    private static final int CONNECTIONS = 4;

    private final Vertx vertx;
    private final Context caller;
    private final Context loop;
    private final HttpClient client;
    private final DesyncedReceivers desynced;
    private final OutboundRequest request;
    private final RequestOptions options;
    private final Duration idleTimeout;

    /** Written by the event loop, read by whoever cancels: the one that comes last gives the exchange up. */
    private volatile WireExchange started;

    private volatile boolean cancelled;

    private final Promise<OutboundResponse> answer = Promise.promise();
    private volatile boolean running;

    /** A request that can be sent, and its exchange. */
    private record Line(HttpClientRequest connected, WireExchange exchange) {}

    /**
     * To be made on the context of the one who calls; that is where the answer goes.
     *
     * @param loop the receiver's
     * @param idleTimeout how long the answer's body may be silent
     */
    HttpCall(
            Vertx vertx,
            Context loop,
            HttpClient client,
            DesyncedReceivers desynced,
            OutboundRequest request,
            Duration idleTimeout) {
        HttpTarget target = request.target();
        this.vertx = vertx;
        this.caller = vertx.getOrCreateContext();
        this.loop = loop;
        this.client = client;
        this.desynced = desynced;
        this.idleTimeout = idleTimeout;
        this.request = request;
        this.options = new RequestOptions()
                .setMethod(request.method())
                .setSsl(target.secure())
                // Host header, server name and certificate check go by the URL's host, the connection by the server.
                .setHost(target.host())
                .setPort(target.port())
                .setURI(target.requestUri())
                .setHeaders(request.headers())
                .setFollowRedirects(false);
    }

    Uni<OutboundResponse> run(List<InetAddress> candidates) {
        running = true;
        loop.runOnContext(here -> Future.succeededFuture(candidates)
                .compose(all -> line(all, CONNECTIONS))
                .compose(this::send)
                .onComplete(answer));
        return UniHelper.toUni(answer.future())
                // Nobody waits any more for the failure that cancelling brings about; Mutiny would log it as dropped.
                .onFailure(failure -> cancelled)
                .recoverWithNull()
                .emitOn(ReceiverLoops.backTo(caller));
    }

    /**
     * Has something done once the request holds no place in Vert.x's pool any more without an answer: at once if it never
     * ran, otherwise when connecting has come to an end. One that was given up may take that long.
     */
    void whenOver(Runnable action) {
        if (running) {
            answer.future().onComplete(ended -> action.run());
        } else {
            action.run();
        }
    }

    /** Gives up: closes the connection, now or as soon as there is one. */
    void cancel() {
        cancelled = true;
        WireExchange current = started;
        if (current != null) {
            current.abandon();
        }
    }

    /** A connection that is this request's alone. One that was closed while it lay idle does no harm: nothing was sent. */
    private Future<Line> line(List<InetAddress> candidates, int connections) {
        if (cancelled) {
            return Future.failedFuture(new HttpClosedException("Given up before there was a connection"));
        }
        return connect(candidates)
                .compose(this::line)
                .recover(failure -> failure instanceof HttpClosedException && !cancelled && connections > 1
                        ? line(candidates, connections - 1)
                        : Future.failedFuture(failure));
    }

    private Future<Line> line(HttpClientRequest connected) {
        // Trouble also fails the future; without a handler Vert.x logs it as well.
        connected.exceptionHandler(trouble -> {});
        return ConnectionCodec.nextExchange(connected.connection())
                .map(exchange -> {
                    start(exchange);
                    return exchange.rested(vertx)
                            .compose(open -> open ? Future.succeededFuture(new Line(connected, exchange)) : closed());
                })
                .orElseGet(HttpCall::closed);
    }

    private static <T> Future<T> closed() {
        return Future.failedFuture(new HttpClosedException("Closed before the request"));
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

    private void start(WireExchange exchange) {
        started = exchange;
        if (cancelled) {
            exchange.abandon();
        }
    }

    private Future<OutboundResponse> send(Line line) {
        if (desynced.has(line.connected().connection().remoteAddress())) {
            line.connected().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        return line.connected()
                .send(request.body())
                .map(response -> new OutboundResponse(
                        response,
                        loop,
                        caller,
                        line.exchange(),
                        new BodyIdleTimeout(vertx, line.exchange(), idleTimeout)))
                .recover(failure -> Future.failedFuture(ofAnswer(failure)));
    }

    /**
     * Names what Netty's HTTP decoder fails with. For an answer that is no HTTP it throws whatever went wrong inside
     * it, an {@link IllegalArgumentException} for one, which would look like a fault of ours.
     */
    static Throwable ofAnswer(Throwable failure) {
        return HttpOutcomes.covers(failure) ? failure : new DecoderException(failure);
    }
}
