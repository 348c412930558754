package dev.sluice.testkit;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** Somebody else's HTTP endpoint: counts deliveries by job id, so that a job that is done twice is seen. */
public final class WebhookReceiver implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, LongAdder> deliveries = new ConcurrentHashMap<>();
    private final AtomicInteger status = new AtomicInteger(204);

    public WebhookReceiver() {
        server = Futures.await(
                vertx.createHttpServer().requestHandler(this::count).listen(0, "127.0.0.1"));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/hook");
    }

    /** Answers with this status from now on. */
    public void answerWith(int next) {
        status.set(next);
    }

    /** How often the job of this id was delivered. */
    public long deliveries(String jobId) {
        LongAdder count = deliveries.get(jobId);
        return count == null ? 0 : count.sum();
    }

    /** Jobs that were delivered at least once. */
    public int jobs() {
        return deliveries.size();
    }

    /** Deliveries of all jobs together. */
    public long total() {
        return deliveries.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private void count(HttpServerRequest request) {
        String jobId = String.valueOf(request.getHeader("webhook-id"));
        deliveries.computeIfAbsent(jobId, id -> new LongAdder()).increment();
        request.response().setStatusCode(status.get()).end();
    }

    @Override
    public void close() {
        Futures.await(vertx.close());
    }
}
