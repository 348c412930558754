package dev.sluice.api.request;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.sluice.api.body.UnreadBody;
import dev.sluice.api.problem.ProblemDocument;

/**
 * Turns away, before its body is sent, a request that breaks the {@link RequestRules}. Quarkus does so too with some, but
 * with an empty answer; this one says what is wrong.
 */
@Singleton
public class RequestFilter {

    /** Before Quarkus looks at the request itself. */
    private static final int PRIORITY = 1_000;

    private final RequestRules rules;
    private final ObjectMapper json;

    RequestFilter(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody, ObjectMapper json) {
        this.rules = new RequestRules(maxBody.asLongValue());
        this.json = json;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    /** The router finds some of it before any filter, and would tell of it with a stack trace. */
    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::check);
    }

    private void check(RoutingContext exchange) {
        Optional<HttpProblem> broken = rules.broken(exchange.request(), RequestTarget.of(exchange));
        if (broken.isPresent()) {
            turnAway(exchange, broken.get());
        } else {
            exchange.next();
        }
    }

    private void turnAway(RoutingContext exchange, HttpProblem problem) {
        UnreadBody.leave(exchange);
        HttpServerResponse response = exchange.response();
        problem.getHeaders().forEach((name, value) -> response.putHeader(name, value.toString()));
        response.setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .end(text(problem));
    }

    private String text(HttpProblem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
