package dev.sluice.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * Submits jobs over so many keep-alive connections, one request at a time on each, without pipelining. All of it happens on one
 * thread, since what the load costs is taken from what is measured.
 */
public final class ApiClient implements AutoCloseable {

    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_TRIES = 10;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient client;
    private final RequestOptions submission;
    private final LongAdder refusals = new LongAdder();

    /** @param port of the producer's API on the loopback */
    public ApiClient(int port, int connections) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false),
                new PoolOptions().setHttp1MaxSize(connections));
        submission = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/jobs")
                .putHeader("Content-Type", "application/json");
    }

    /** Runs this on the thread on which everything happens. */
    void run(Runnable task) {
        loop.runOnContext(ignored -> task.run());
    }

    /**
     * Submits a job, as soon as a connection is free, and again when the queue cannot take it: a cold service on a busy machine
     * may need longer than it allows the queue. Fails on any other answer. To be called on the thread.
     */
    Future<Void> submit(Buffer job) {
        return submit(job, MOST_TRIES);
    }

    /** Submissions so far that were answered with 503 and then made again. */
    public long refusals() {
        return refusals.sum();
    }

    /** Waits for what goes on there, within bounds. */
    static <T> T await(CompletableFuture<T> future, Duration limit) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage().toCompletableFuture(), Duration.ofSeconds(10));
    }

    private Future<Void> submit(Buffer job, int tries) {
        return client.request(submission).compose(request -> request.send(job)).compose(response -> response.end()
                .compose(end -> {
                    int status = response.statusCode();
                    if (status == ACCEPTED) {
                        return Future.succeededFuture();
                    }
                    if (status == UNAVAILABLE && tries > 1) {
                        refusals.increment();
                        return submit(job, tries - 1);
                    }
                    return Future.failedFuture("The answer to a job was " + status);
                }));
    }
}
