package dev.sluice.api.request;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.RoutingContext;

import dev.sluice.api.path.ApiPaths;

/** Whom a request is for. */
enum RequestTarget {

    /** One of the API's own resources. */
    API,

    /** Whatever else the application serves. */
    ELSEWHERE,

    /** Nobody: what stands there is no path, or cannot be decoded. */
    NONE;

    static RequestTarget of(RoutingContext exchange) {
        String sent = exchange.request().path();
        if (sent == null || !sent.startsWith("/")) {
            return NONE;
        }
        try {
            return of(exchange.normalizedPath());
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    private static RequestTarget of(String path) {
        String base = ResteasyReactiveRecorder.getCurrentDeployment().getPrefix();
        return path.startsWith(base) && ApiPaths.contains(path.substring(base.length())) ? API : ELSEWHERE;
    }
}
