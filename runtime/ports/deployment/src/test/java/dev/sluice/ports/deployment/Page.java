package dev.sluice.ports.deployment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;

/** Something to ask for at both ports. */
@ApplicationScoped
public class Page {

    void onApi(@Observes Router router) {
        answerAt(router);
    }

    void onManagement(@Observes ManagementInterface management) {
        answerAt(management.router());
    }

    private static void answerAt(Router router) {
        router.get("/page").handler(exchange -> exchange.response().end("here"));
        router.post("/page").handler(exchange -> exchange.response().end("taken"));
    }
}
