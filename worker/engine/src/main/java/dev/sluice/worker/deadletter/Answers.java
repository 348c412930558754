package dev.sluice.worker.deadletter;

import java.net.HttpURLConnection;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import dev.sluice.worker.deadletter.problem.Problem;
import dev.sluice.worker.deadletter.problem.ProblemException;
import dev.sluice.worker.deadletter.problem.Problems;

/** Writes answers, good and bad. */
@Singleton
public class Answers {

    private static final int CONTENT_TOO_LARGE = HttpURLConnection.HTTP_ENTITY_TOO_LARGE;
    private static final int CLIENT_AT_FAULT = 4;

    private final Json json;

    Answers(Json json) {
        this.json = json;
    }

    /** Answers on the request's own event loop: SQS' answers come on others. */
    void whenDone(RoutingContext exchange, CompletableFuture<OperatorReply> reply) {
        Context loop = Vertx.currentContext();
        reply.whenComplete((done, failure) -> loop.runOnContext(ignored -> {
            if (failure == null) {
                write(exchange, done.status(), "application/json", done.body());
            } else {
                problem(exchange, Problems.of(failure));
            }
        }));
    }

    /** A handler has failed, or Vert.x has before it. */
    void failed(RoutingContext exchange) {
        boolean isOurs = exchange.failure() instanceof ProblemException;
        if (exchange.statusCode() == CONTENT_TOO_LARGE) {
            problem(exchange, Problem.tooLarge("No request needs so many bytes."));
        } else if (!isOurs && exchange.statusCode() / 100 == CLIENT_AT_FAULT) {
            unreadable(exchange);
        } else {
            problem(exchange, Problems.of(exchange.failure()));
        }
    }

    /** The request is none that HTTP allows: nobody knows where its connection's next one begins. */
    void unreadable(RoutingContext exchange) {
        exchange.response().endHandler(sent -> exchange.request().connection().close());
        problem(exchange, Problem.badRequest("Send one Host header, and a path whose escapes are complete."));
    }

    private void problem(RoutingContext exchange, Problem problem) {
        if (problem.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            exchange.response().putHeader("WWW-Authenticate", "Bearer");
        }
        write(exchange, problem.status(), Problem.MEDIA_TYPE, problem);
    }

    private void write(RoutingContext exchange, int status, String mediaType, Object body) {
        var response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                // Job data: not for caches, and never to be taken for a page.
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(json.write(body));
    }
}
