package dev.sluice.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

import io.vertx.core.buffer.Buffer;

/** As many clients as connections, each of which submits its next job when it has the answer to the one before. */
public final class ClosedLoop {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ApiClient client;
    private final int jobs;
    private final IntFunction<Buffer> bodies;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private int begun;
    private int done;

    private ClosedLoop(ApiClient client, int jobs, IntFunction<Buffer> bodies) {
        this.client = client;
        this.jobs = jobs;
        this.bodies = bodies;
    }

    /**
     * Submits so many jobs.
     *
     * @param bodies of the submissions, by their number from 0
     * @return jobs a second
     * @throws IllegalStateException when an answer is not 202, or time is up
     */
    public static double run(ApiClient client, int connections, int jobs, IntFunction<Buffer> bodies) {
        ClosedLoop loop = new ClosedLoop(client, jobs, bodies);
        long start = System.nanoTime();
        client.run(() -> {
            for (int i = 0; i < connections; i++) {
                loop.next();
            }
        });
        ApiClient.await(loop.end, LIMIT);
        return jobs / ((System.nanoTime() - start) / 1e9);
    }

    private void next() {
        if (begun == jobs || end.isDone()) {
            return;
        }
        client.submit(bodies.apply(begun++)).onComplete(answer -> {
            if (answer.failed()) {
                end.completeExceptionally(answer.cause());
            } else if (++done == jobs) {
                end.complete(null);
            } else {
                next();
            }
        });
    }
}
