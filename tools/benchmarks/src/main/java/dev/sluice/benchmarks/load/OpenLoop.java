package dev.sluice.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

import io.vertx.core.buffer.Buffer;
import org.HdrHistogram.Histogram;

/**
 * Submissions at a fixed rate, whether the ones before have been answered or not. Latency counts from when a submission was
 * meant to leave, not from when it did: a service that stands still for a second has then made a second's worth of them wait,
 * and not one (coordinated omission).
 */
public final class OpenLoop {

    private static final Duration LAST_ANSWER_LIMIT = Duration.ofSeconds(30);

    private final ApiClient client;
    private final Histogram micros = Latencies.histogram();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final long start;
    private final double interval;
    private final int jobs;
    private int answered;

    private OpenLoop(ApiClient client, int rate, int jobs) {
        this.client = client;
        this.interval = (double) TimeUnit.SECONDS.toNanos(1) / rate;
        this.jobs = jobs;
        this.start = System.nanoTime();
    }

    /**
     * Submits so many jobs at this rate.
     *
     * @param rate jobs a second
     * @param bodies of the submissions, by their number from 0
     * @return when each was meant to leave, and how long the answers took from then
     * @throws IllegalStateException when an answer is not 202, or does not come
     */
    public static Arrivals run(ApiClient client, int rate, int jobs, IntFunction<Buffer> bodies) {
        OpenLoop loop = new OpenLoop(client, rate, jobs);
        for (int i = 0; i < jobs && !loop.end.isDone(); i++) {
            int number = i;
            Buffer body = bodies.apply(number);
            LockSupport.parkNanos(loop.dueAt(number) - System.nanoTime());
            client.run(() -> loop.submit(number, body));
        }
        ApiClient.await(loop.end, LAST_ANSWER_LIMIT);
        return new Arrivals(loop.start, loop.interval, loop.micros);
    }

    /**
     * What has been submitted.
     *
     * @param start of the first, a {@link System#nanoTime()} reading
     * @param interval in nanoseconds
     * @param accepted from when a submission was meant to leave to its 202, in microseconds
     */
    public record Arrivals(long start, double interval, Histogram accepted) {

        /** When this one was meant to leave. */
        public long dueAt(int number) {
            return start + (long) (number * interval);
        }
    }

    private void submit(int number, Buffer body) {
        client.submit(body).onComplete(answer -> {
            if (answer.failed()) {
                end.completeExceptionally(answer.cause());
                return;
            }
            Latencies.record(micros, dueAt(number), System.nanoTime());
            if (++answered == jobs) {
                end.complete(null);
            }
        });
    }

    private long dueAt(int number) {
        return start + (long) (number * interval);
    }
}
