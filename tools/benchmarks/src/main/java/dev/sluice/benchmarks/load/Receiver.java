package dev.sluice.benchmarks.load;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/**
 * The endpoint that webhook jobs call: notes when each comes, and is glad of it. A job's number stands in the path, so that
 * nothing needs to be read but that.
 */
public final class Receiver implements AutoCloseable {

    private static final String PATH = "/jobs/";
    private static final int NO_CONTENT = 204;
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    /** The deliveries that are waited for; an entry is 0 until its job has come. */
    private static final class Round {
        final long[] at;
        final CompletableFuture<long[]> all = new CompletableFuture<>();
        int missing;

        Round(int jobs) {
            at = new long[jobs];
            missing = jobs;
        }

        void note(int job) {
            // At least once: a second delivery is no news.
            if (at[job] == 0) {
                at[job] = System.nanoTime();
                if (--missing == 0) {
                    all.complete(at);
                }
            }
        }
    }

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final HttpServer server;
    private final AtomicReference<Round> round = new AtomicReference<>(new Round(0));

    public Receiver() {
        server = ApiClient.await(
                vertx.createHttpServer()
                        // That a service was killed is no news.
                        .connectionHandler(connection -> connection.exceptionHandler(failure -> {}))
                        .requestHandler(this::receive)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture(),
                START_LIMIT);
    }

    /** From now on so many jobs are waited for, numbered from 0. */
    public void expect(int jobs) {
        round.set(new Round(jobs));
    }

    /**
     * Waits until all have come.
     *
     * @return when each did first, {@link System#nanoTime()} readings
     * @throws IllegalStateException when some have not come in time
     */
    public long[] awaitAll(Duration limit) {
        return ApiClient.await(round.get().all, limit);
    }

    /** The submission of the job of this number. */
    public Buffer submission(int job) {
        return Buffer.buffer(
                "{\"type\":\"webhook\",\"data\":{\"url\":\"" + uri(job) + "\",\"body\":{\"n\":" + job + "}}}");
    }

    /** Where the job of this number is to go. */
    public URI uri(int job) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + PATH + job);
    }

    @Override
    public void close() {
        ApiClient.await(vertx.close().toCompletionStage().toCompletableFuture(), START_LIMIT);
    }

    private void receive(HttpServerRequest request) {
        Round now = round.get();
        int job = Integer.parseInt(request.path().substring(PATH.length()));
        if (job < now.at.length) {
            now.note(job);
        }
        request.response().setStatusCode(NO_CONTENT).end();
    }
}
