package dev.sluice.testkit;

import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Vert.x instance for one test, and servers on it at free ports of 127.0.0.1. All end with the test. */
public final class Servers implements BeforeEachCallback, AfterEachCallback {

    private Vertx vertx;

    public Vertx vertx() {
        return vertx;
    }

    /** @return the server's address, such as {@code http://127.0.0.1:4711} */
    public String http(Handler<HttpServerRequest> handler) {
        return "http://127.0.0.1:" + http(new HttpServerOptions(), handler);
    }

    /** @return the server's port */
    public int http(HttpServerOptions options, Handler<HttpServerRequest> handler) {
        return await(vertx.createHttpServer(options)
                        .requestHandler(handler)
                        // A reset request is what some tests wait for
                        .exceptionHandler(ignored -> {})
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** A server that speaks whatever the handler writes; it reads the request first. */
    public String raw(Handler<NetSocket> handler) {
        return "http://127.0.0.1:"
                + await(vertx.createNetServer()
                                .connectHandler(socket -> socket.handler(request -> handler.handle(socket)))
                                .listen(0, "127.0.0.1"))
                        .actualPort();
    }

    /** An address at which nothing listens. */
    public String nobody() {
        var server = await(vertx.createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));
        await(server.close());
        return "http://127.0.0.1:" + server.actualPort();
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        vertx = Vertx.vertx();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        await(vertx.close());
    }
}
