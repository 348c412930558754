package dev.sluice.sqs.wire;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** Gives every request the same answer, or none, and keeps what it was asked. */
final class CannedServer implements AutoCloseable {

    /** What came. */
    record Received(String path, MultiMap headers, byte[] bytes) {

        JsonObject body() {
            return new JsonObject(Buffer.buffer(bytes));
        }
    }

    private record Canned(int status, Map<String, String> headers, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Canned canned;

    CannedServer() {
        server = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    open.incrementAndGet();
                    connection.closeHandler(closed -> open.decrementAndGet());
                })
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void answer(int status, Map<String, String> headers, String body) {
        canned = new Canned(status, headers, body);
    }

    void answer(String body) {
        answer(200, Map.of(), body);
    }

    void stayMute() {
        canned = null;
    }

    List<Received> requests() {
        return requests;
    }

    Received last() {
        return requests.getLast();
    }

    int openConnections() {
        return open.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            requests.add(new Received(request.path(), request.headers(), body.getBytes()));
            Canned answer = canned;
            if (answer != null) {
                request.response().setStatusCode(answer.status);
                answer.headers.forEach(request.response()::putHeader);
                request.response().end(answer.body);
            }
        });
    }
}
