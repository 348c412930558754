package dev.sluice.worker.deadletter;

import java.net.HttpURLConnection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.sluice.worker.deadletter.access.Caller;
import dev.sluice.worker.deadletter.access.OperatorAccess;
import dev.sluice.worker.deadletter.problem.Problem;

/**
 * The operator's interface on the management port: which request leads to which operation, behind one door.
 */
@Singleton
public class DeadLetterRoutes {

    private static final String ALL = "/dead-letters";
    private static final String QUEUE = ALL + "/:queue";
    private static final String REDRIVE = QUEUE + "/redrive";
    private static final String PURGE = QUEUE + "/purge";

    /** The largest request there is names a queue, which has at most 80 characters. */
    private static final int MAX_BODY_BYTES = 1_024;

    private final OperatorAccess access;
    private final DeadLetterOperations operations;
    private final Answers answers;

    DeadLetterRoutes(OperatorAccess access, DeadLetterOperations operations, Answers answers) {
        this.access = access;
        this.operations = operations;
        this.answers = answers;
    }

    void register(@Observes ManagementInterface management) {
        Router router = management.router();
        // What cannot even be routed, since its path cannot be read.
        router.errorHandler(HttpURLConnection.HTTP_BAD_REQUEST, answers::unreadable);
        all(router).handler(this::admit).failureHandler(answers::failed);
        router.get(ALL).handler(doing(operations::list));
        router.get(QUEUE).handler(doing(operations::look));
        router.get(REDRIVE).handler(doing(operations::redrives));
        router.post(REDRIVE).handler(DeadLetterRoutes::requireJson).handler(doing(operations::redrive));
        router.delete(REDRIVE).handler(doing(operations::cancelRedrive));
        router.post(PURGE).handler(DeadLetterRoutes::requireJson).handler(doing(operations::purge));
        allowOnly(router, ALL, "GET");
        allowOnly(router, QUEUE, "GET");
        allowOnly(router, REDRIVE, "GET, POST, DELETE");
        allowOnly(router, PURGE, "POST");
        all(router).handler(DeadLetterRoutes::nothingHere);
    }

    private static Route all(Router router) {
        return router.routeWithRegex(ALL + "(?:/.*)?");
    }

    /** First of all: who may not come in learns nothing but that. */
    private void admit(RoutingContext exchange) {
        if (exchange.request().headers().getAll(HttpHeaders.HOST).size() > 1) {
            throw Problem.badRequest("Send one Host header.").asException();
        }
        access.refusal(Caller.of(exchange.request())).ifPresent(problem -> {
            throw problem.asException();
        });
        if (OperatorRequest.of(exchange).body().length() > MAX_BODY_BYTES) {
            throw Problem.tooLarge("No request needs more than %,d bytes.".formatted(MAX_BODY_BYTES))
                    .asException();
        }
        exchange.next();
    }

    /** Whatever a browser leaves out about a page from elsewhere, that page cannot make it post JSON unasked. */
    private static void requireJson(RoutingContext exchange) {
        String type = exchange.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw Problem.wrongMediaType("Send the header Content-Type: application/json.")
                    .asException();
        }
        exchange.next();
    }

    private Handler<RoutingContext> doing(Function<OperatorRequest, CompletableFuture<OperatorReply>> operation) {
        return exchange -> answers.whenDone(exchange, operation.apply(OperatorRequest.of(exchange)));
    }

    private static void allowOnly(Router router, String path, String methods) {
        router.route(path).handler(exchange -> {
            exchange.response().putHeader(HttpHeaders.ALLOW, methods);
            throw Problem.methodNotAllowed("Here there is only %s.".formatted(methods))
                    .asException();
        });
    }

    private static void nothingHere(RoutingContext exchange) {
        throw Problem.notFound(
                        "GET %s lists the queues; docs/dead-letters.md says what there is for each.".formatted(ALL))
                .asException();
    }
}
