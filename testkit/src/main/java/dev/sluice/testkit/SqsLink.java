package dev.sluice.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The link between a client and its SQS: an HTTP proxy on loopback that counts the requests by operation, and that can
 * be put out of order.
 */
public final class SqsLink implements AutoCloseable {

    private static final String TARGET = "X-Amz-Target";

    private final Vertx vertx = Vertx.vertx();
    private final URI queueServer;
    private final HttpClient client;
    private final HttpServer server;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicReference<Fault> fault = new AtomicReference<>(new Fault.None());

    private SqsLink(URI queueServer) {
        this.queueServer = queueServer;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setIdleTimeout(60), new PoolOptions().setHttp1MaxSize(512));
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
        LongAdder count = counts.get(operation);
        return count == null ? 0 : count.sum();
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
        connection.closeHandler(closed -> connections.remove(connection));
    }

    private void handle(HttpServerRequest request) {
        String target = request.getHeader(TARGET);
        String operation = target == null ? "?" : target.substring(target.indexOf('.') + 1);
        if (!fault.get().concerns(operation)) {
            forward(request, operation);
            return;
        }
        switch (fault.get()) {
            case Fault.None() -> forward(request, operation);
            case Fault.Reset ignored -> request.connection().close();
            case Fault.Silence ignored -> request.pause();
            case Fault.Slow(Duration delay) -> {
                request.pause();
                vertx.setTimer(delay.toMillis(), fired -> forward(request, operation));
            }
            case Fault.Error(int status, String code, var ignored) ->
                request.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .end("{\"__type\":\"com.amazonaws.sqs#%s\",\"message\":\"Made up by a test\"}".formatted(code));
        }
    }

    private void forward(HttpServerRequest request, String operation) {
        counts.computeIfAbsent(operation, key -> new LongAdder()).increment();
        request.resume();
        request.body()
                .compose(body -> send(request.uri(), request.headers(), body).compose(answer -> answer.body()
                        .compose(content -> isCut(request)
                                ? giveBack(request, operation, body, content)
                                : answer(request, answer, content))))
                .onFailure(failure -> request.connection().close());
    }

    private Future<HttpClientResponse> send(String uri, MultiMap headers, Buffer body) {
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(queueServer.getHost())
                        .setPort(queueServer.getPort())
                        .setURI(uri)
                        .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers)))
                .compose(request -> request.send(body));
    }

    private boolean isCut(HttpServerRequest request) {
        return fault.get() instanceof Fault.Silence || request.response().closed();
    }

    /**
     * SQS gives no messages to a poll whose client has gone. ElasticMQ does, and hides them from everybody else until
     * their visibility timeout; so they are taken back here.
     */
    private Future<Void> giveBack(HttpServerRequest request, String operation, Buffer asked, Buffer answered) {
        JsonArray messages = operation.equals("ReceiveMessage")
                ? answered.toJsonObject().getJsonArray("Messages", new JsonArray())
                : new JsonArray();
        if (messages == null || messages.isEmpty()) {
            return Future.succeededFuture();
        }
        JsonArray entries = new JsonArray();
        for (int i = 0; i < messages.size(); i++) {
            entries.add(new JsonObject()
                    .put("Id", Integer.toString(i))
                    .put("ReceiptHandle", messages.getJsonObject(i).getString("ReceiptHandle"))
                    .put("VisibilityTimeout", 0));
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/x-amz-json-1.0")
                .add(TARGET, "AmazonSQS.ChangeMessageVisibilityBatch");
        JsonObject batch = new JsonObject()
                .put("QueueUrl", asked.toJsonObject().getString("QueueUrl"))
                .put("Entries", entries);
        return send(request.uri(), headers, batch.toBuffer()).mapEmpty();
    }

    private static Future<Void> answer(HttpServerRequest request, HttpClientResponse answer, Buffer body) {
        request.response().setStatusCode(answer.statusCode());
        answer.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("transfer-encoding") && !name.equalsIgnoreCase("content-length")) {
                request.response().putHeader(name, value);
            }
        });
        return request.response().end(body);
    }
}
