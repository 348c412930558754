package dev.sluice.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/**
 * The link between a client and its SQS: an HTTP proxy on loopback that counts the requests by operation, and that can
 * be put out of order.
 */
public final class SqsLink implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final QueueServer queueServer;
    private final HttpServer server;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final RequestCounts arrived = new RequestCounts();
    private final RequestCounts passed = new RequestCounts();
    private final AtomicLong entries = new AtomicLong();
    private final AtomicReference<Fault> fault = new AtomicReference<>(new Fault.None());

    private SqsLink(URI queueServer) {
        this.queueServer = new QueueServer(vertx, queueServer);
        this.server = Futures.await(vertx.createHttpServer()
                .connectionHandler(this::remember)
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1"));
    }

    /** Opens a link to the server at this address. */
    public static SqsLink to(URI queueServer) {
        return new SqsLink(queueServer);
    }

    /** Where clients connect. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Requests that reached the server so far, by operation, such as {@code ReceiveMessage}. */
    public long count(String operation) {
        return passed.of(operation);
    }

    /** Requests that reached the server so far, by operation. */
    public Map<String, Long> counts() {
        return passed.all();
    }

    /** Requests that the client has made so far by operation, whether they reached the server or not. */
    public Map<String, Long> attempts() {
        return arrived.all();
    }

    /** From now on requests meet this fault, and so do the connections that are open. */
    public void breakWith(Fault next) {
        fault.set(next);
        if (next instanceof Fault.Reset) {
            connections.forEach(HttpConnection::close);
        }
    }

    /** From now on requests go through. */
    public void mend() {
        fault.set(new Fault.None());
    }

    @Override
    public void close() {
        Futures.await(vertx.close());
    }

    private void remember(HttpConnection connection) {
        connections.add(connection);
        // That a client was killed is no news.
        connection.exceptionHandler(failure -> {});
        connection.closeHandler(closed -> connections.remove(connection));
    }

    private void handle(HttpServerRequest request) {
        String target = request.getHeader(QueueServer.TARGET);
        String operation = target == null ? "?" : target.substring(target.indexOf('.') + 1);
        arrived.add(operation);
        Fault now = fault.get();
        if (!now.concerns(operation)) {
            forward(request, operation);
            return;
        }
        switch (now) {
            case Fault.None() -> forward(request, operation);
            case Fault.Reset ignored -> request.connection().close();
            case Fault.Silence ignored -> request.pause();
            case Fault.Slow(Duration delay, var ignored) -> {
                request.pause();
                vertx.setTimer(delay.toMillis(), fired -> forward(request, operation));
            }
            case Fault.Duplicates ignored -> forward(request, operation);
            case Fault.Error(int status, String code, var ignored) ->
                answer(request, QueueServer.Answer.error(status, code));
            case Fault.Partial partial -> forwardInPart(request, operation, partial);
        }
    }

    private void forward(HttpServerRequest request, String operation) {
        passed.add(operation);
        request.resume();
        request.body()
                .compose(body -> queueServer
                        .send(request.uri(), request.headers(), body)
                        .compose(answer -> isCut(request)
                                ? dropped(request, operation, body, answer.body())
                                : answer(request, answer)
                                        .compose(sent -> doubled(request, operation, body, answer.body()))))
                .onFailure(failure -> request.connection().close());
    }

    private void forwardInPart(HttpServerRequest request, String operation, Fault.Partial fault) {
        request.body()
                .compose(body -> {
                    PartialBatch batch =
                            new PartialBatch(body, fault, () -> entries.incrementAndGet() % fault.oneIn() == 0);
                    if (batch.isEmpty()) {
                        return answer(request, batch.answer());
                    }
                    passed.add(operation);
                    return queueServer
                            .send(request.uri(), request.headers(), batch.request())
                            .compose(answer -> answer(request, batch.answer(answer)));
                })
                .onFailure(failure -> request.connection().close());
    }

    private boolean isCut(HttpServerRequest request) {
        return fault.get() instanceof Fault.Silence || request.response().closed();
    }

    private Future<Void> doubled(HttpServerRequest request, String operation, Buffer asked, Buffer answered) {
        boolean given = operation.equals("ReceiveMessage") && QueueServer.hasMessages(answered);
        Fault now = fault.get();
        return given && now instanceof Fault.Duplicates && fault.compareAndSet(now, new Fault.None())
                ? dropped(request, operation, asked, answered)
                : Future.succeededFuture();
    }

    private Future<Void> dropped(HttpServerRequest request, String operation, Buffer asked, Buffer answered) {
        return operation.equals("ReceiveMessage")
                ? queueServer.takeBack(request.uri(), asked, answered)
                : Future.succeededFuture();
    }

    private static Future<Void> answer(HttpServerRequest request, QueueServer.Answer answer) {
        request.response().setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("transfer-encoding") && !name.equalsIgnoreCase("content-length")) {
                request.response().putHeader(name, value);
            }
        });
        return request.response().end(answer.body());
    }
}
