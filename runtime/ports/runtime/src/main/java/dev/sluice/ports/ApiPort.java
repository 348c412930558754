package dev.sluice.ports;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** Stands in for the call by which Quarkus makes the API's port, whose answer to what is not HTTP it lets nobody choose. */
public final class ApiPort {

    private ApiPort() {}

    /** Instead of {@link Vertx#createHttpServer(HttpServerOptions)}. */
    public static HttpServer createServer(Vertx vertx, HttpServerOptions options) {
        return vertx.createHttpServer(options).invalidRequestHandler(new InvalidRequests());
    }
}
