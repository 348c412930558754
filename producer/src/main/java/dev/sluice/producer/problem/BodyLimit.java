package dev.sluice.producer.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a request that announces more than the server takes, before its body is sent. Quarkus does so too, but with
 * an empty answer; this one says what is wrong.
 */
@ApplicationScoped
public class BodyLimit {

    /** Before Quarkus looks at the length itself. */
    private static final int PRIORITY = 1_000;

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        if (announced(exchange) <= limit) {
            exchange.next();
            return;
        }
        HttpProblem problem = Problems.tooLarge("The request has more than %,d bytes".formatted(limit));
        exchange.response()
                .setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                // The body that is still to come belongs to nobody.
                .endHandler(sent -> exchange.request().connection().close())
                .end(text(problem));
    }

    /** The length that the request announces; a wrong or missing one is left to the server. */
    private static long announced(RoutingContext exchange) {
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String text(HttpProblem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
