package dev.sluice.devservices.reload;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.vertx.core.runtime.QuarkusExecutorFactory;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.devmode.VertxHttpHotReplacementSetup;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * Stands before the handler that Quarkus has for HTTP requests in dev mode. Requests wait for current code, too, and
 * while there is none, only who asks for a page gets one: a program gets a problem document (RFC 9457).
 */
final class HttpDoor implements Handler<RoutingContext> {

    private static final Logger LOG = Logger.getLogger("dev.sluice.devservices");

    /** Marks a request that a reload has handed to the new application. */
    private static final String RELOADED = "x-quarkus-hot-deployment-done";

    /** Where the error page posts the settings to that it has asked for. */
    private static final String SETTINGS = "io.quarkus.vertx-http.devmode.config.fix";

    private static final int UNAVAILABLE = 503;

    private final CurrentCode code;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Handler<RoutingContext> behind;

    HttpDoor(CurrentCode code) {
        this.code = code;
    }

    /** Takes its place, if it does not have it yet. Quarkus offers no way to, so its field is set. */
    @SuppressWarnings("unchecked")
    synchronized void install() {
        try {
            Field place = VertxHttpRecorder.class.getDeclaredField("hotReplacementHandler");
            place.setAccessible(true);
            Object there = place.get(null);
            if (there != null && there != this) {
                behind = (Handler<RoutingContext>) there;
                place.set(null, this);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warnf("HTTP requests are answered as Quarkus does by itself: %s", e);
        }
    }

    /** As {@link #install}, when the application has not started: the server that stands in for it is made anew. */
    void installAtServerWithoutApplication() {
        install();
        VertxHttpRecorder.startServerAfterFailedStart();
    }

    /** Reloads without cutting off the requests that wait for it. */
    void keepOpen(Reload reload) throws Exception {
        boolean asked = waiting.get() > 0;
        if (asked) {
            DevConsoleManager.setDoingHttpInitiatedReload(true);
        }
        try {
            reload.run();
        } finally {
            if (asked) {
                DevConsoleManager.setDoingHttpInitiatedReload(false);
            }
        }
    }

    /** What may fail. */
    interface Reload {

        void run() throws Exception;
    }

    @Override
    public void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.headers().contains(RELOADED) || request.path().endsWith(SETTINGS)) {
            behind.handle(exchange);
            return;
        }
        Object application = VertxHttpRecorder.getCurrentApplicationState();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Context context = Vertx.currentContext();
        waiting.incrementAndGet();
        code.whenKnown(problem -> {
            waiting.decrementAndGet();
            context.runOnContext(nothing -> {
                Thread.currentThread().setContextClassLoader(loader);
                goOn(exchange, application, problem);
            });
        });
    }

    private void goOn(RoutingContext exchange, Object application, Throwable problem) {
        if (problem != null) {
            refuse(exchange, problem);
        } else if (application != VertxHttpRecorder.getCurrentApplicationState()) {
            QuarkusExecutorFactory.reinitializeDevModeExecutor();
            exchange.request().headers().set(RELOADED, "true");
            VertxHttpRecorder.getRootHandler().handle(exchange.request());
        } else {
            behind.handle(exchange);
        }
    }

    private static void refuse(RoutingContext exchange, Throwable problem) {
        String accepted = exchange.request().getHeader("Accept");
        if (accepted != null && accepted.contains("text/html")) {
            VertxHttpHotReplacementSetup.handleDeploymentProblem(exchange, problem);
            return;
        }
        exchange.response()
                .setStatusCode(UNAVAILABLE)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "The source does not run")
                        .put("status", UNAVAILABLE)
                        .put("detail", Cause.of(problem))
                        .put("instance", exchange.request().path())
                        .encode());
    }
}
