package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

import dev.sluice.benchmarks.process.MeasuredProcess;
import dev.sluice.benchmarks.queue.BenchmarkQueue;

/**
 * One round of draining, from a full queue to an empty one.
 *
 * @param jobsPerSecond meanwhile
 * @param cpuMicros of the process that drained, for each job
 */
record DrainRound(double jobsPerSecond, double cpuMicros) {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** Well within the visibility timeout that all drainers ask for or find (30 s): what their open polls bring must last. */
    private static final Duration FILL_LIMIT = Duration.ofSeconds(20);

    /**
     * Fills the queue and watches how it is drained by a process that waits for it, and that stands still while it is filled:
     * so each round begins with a warm process and all messages there.
     *
     * @throws IllegalStateException when the queue is not full or not empty in time, or the process has ended
     */
    static DrainRound of(MeasuredProcess drainer, BenchmarkQueue queue, int messages, IntFunction<String> bodies) {
        drainer.freeze();
        long begin = System.nanoTime();
        queue.fill(messages, bodies);
        if (System.nanoTime() - begin > FILL_LIMIT.toNanos()) {
            throw new IllegalStateException("The queue takes longer than " + FILL_LIMIT + " for " + messages);
        }
        return watch(drainer, queue, messages);
    }

    /**
     * Watches how what is in the queue is drained.
     *
     * @param messages how many that is
     */
    static DrainRound watch(MeasuredProcess drainer, BenchmarkQueue queue, int messages) {
        Duration before = drainer.cpu();
        long start = System.nanoTime();
        drainer.thaw();
        while (queue.depth() > 0) {
            drainer.expectAlive();
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException("%s has not drained %d messages within %s: %d are left"
                        .formatted(drainer.name(), messages, LIMIT, queue.depth()));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = drainer.cpu().minus(before).toNanos() / 1e3;
        return new DrainRound(messages / seconds, cpu / messages);
    }
}
