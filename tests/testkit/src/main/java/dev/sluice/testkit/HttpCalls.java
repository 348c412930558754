package dev.sluice.testkit;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** A client of the API: so many connections, each with one request at a time. */
public final class HttpCalls implements AutoCloseable {

    /**
     * An answer.
     *
     * @param retryAfter the header of that name, or null
     */
    public record Answer(int status, String contentType, String retryAfter, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;

    public HttpCalls(int connections) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    public CompletableFuture<Answer> get(URI uri) {
        return call(HttpMethod.GET, uri, Buffer.buffer());
    }

    public CompletableFuture<Answer> post(URI uri, String json) {
        return call(HttpMethod.POST, uri, Buffer.buffer(json));
    }

    @Override
    public void close() {
        Futures.await(vertx.close());
    }

    private CompletableFuture<Answer> call(HttpMethod method, URI uri, Buffer body) {
        return client.request(new RequestOptions()
                        .setMethod(method)
                        .setAbsoluteURI(uri.toString())
                        .putHeader("Content-Type", "application/json"))
                .compose(request -> answer(request, body))
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** Runs on the connection's event loop, where no answer can come between the send and the read and be missed. */
    private static Future<Answer> answer(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(response -> response.body()
                .map(text -> new Answer(
                        response.statusCode(),
                        response.getHeader("Content-Type"),
                        response.getHeader("Retry-After"),
                        text.toString())));
    }
}
