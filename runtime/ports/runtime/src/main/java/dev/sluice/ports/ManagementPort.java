package dev.sluice.ports;

import io.quarkus.arc.Arc;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;

/**
 * Stands in for two calls by which Quarkus makes the management port. It lets nobody customize that server, and it invites
 * web pages from everywhere to read its answers. The build replaces the calls; see the deployment module.
 */
public final class ManagementPort {

    private ManagementPort() {}

    /** Instead of {@link Vertx#createHttpServer(HttpServerOptions)}. */
    public static HttpServer createServer(Vertx vertx, HttpServerOptions options) {
        Arc.container().instance(CleartextHttp2.class).get().customizeHttpServer(options);
        return vertx.createHttpServer(options).invalidRequestHandler(new InvalidRequests());
    }

    /** Instead of {@link CorsHandler#addOrigin}: no origin is allowed but the port's own, which needs no permission. */
    public static Handler<RoutingContext> inviteNobody(CorsHandler handler, String origin) {
        return RoutingContext::next;
    }
}
