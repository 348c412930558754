package dev.sluice.api.body;

import java.time.Duration;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** What becomes of a body that nobody reads to its end, and of its connection. */
public final class UnreadBody {

    /**
     * How long a connection stays open after its last answer, for a client that still sends: it would lose the answer if
     * the connection were closed with bytes in it that nobody has read (RFC 9112, section 9.6).
     */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** HTTP/2's word for a stream of which no more is needed (RFC 9113, section 8.1). */
    private static final long NO_ERROR = 0;

    private UnreadBody() {}

    /**
     * Drops what is still to come. To be called before the answer is sent, which over HTTP/1 is the connection's last; over
     * HTTP/2 only the stream ends.
     */
    public static void leave(RoutingContext exchange) {
        HttpServerResponse response = exchange.response();
        if (exchange.request().version() == HttpVersion.HTTP_2) {
            exchange.addEndHandler(sent -> response.reset(NO_ERROR));
        } else {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            exchange.addEndHandler(sent -> linger(exchange.request(), exchange.vertx()));
        }
    }

    private static void linger(HttpServerRequest request, Vertx vertx) {
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer =
                vertx.setTimer(LINGER.toMillis(), fired -> request.connection().close());
        request.handler(dropped -> {});
        request.exceptionHandler(closed -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
        request.resume();
    }
}
