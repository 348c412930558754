package dev.sluice.worker.eventloop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

import dev.sluice.worker.job.HandlerBinding;

/**
 * The warnings about handlers that block an event loop: with the stack, for each handler at most one a minute. What is
 * left out is counted and told with the next one. Not thread-safe.
 */
final class BlockingReport {

    private static final Logger LOG = Logger.getLogger("dev.sluice.consumer.job");

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private static final class Told {
        private long at;
        private int since;
    }

    private final LongSupplier clock;
    private final Map<String, Told> told = new HashMap<>();

    /** @param clock nanoseconds */
    BlockingReport(LongSupplier clock) {
        this.clock = clock;
    }

    /** A handler is blocking this thread, and has been for so many nanoseconds at least. */
    void blocks(HandlerBinding<?> handling, String thread, long nanos, StackTraceElement[] stack) {
        Told last = told.get(handling.name());
        if (last != null && clock.getAsLong() - last.at < PAUSE) {
            last.since++;
            return;
        }
        Told next = new Told();
        next.at = clock.getAsLong();
        told.put(handling.name(), next);
        LOG.warnf(
                stackOf(thread, stack),
                "Handler %s of job type %s has blocked event loop %s for %d ms%s; blocking code needs a BlockingJobHandler",
                handling.name(),
                handling.type(),
                thread,
                TimeUnit.NANOSECONDS.toMillis(nanos),
                last == null || last.since == 0 ? "" : " (" + last.since + " more times since the last report)");
    }

    private static Throwable stackOf(String thread, StackTraceElement[] stack) {
        Throwable there = new Throwable() {
            private static final long serialVersionUID = 1L;

            /** What stands between the line and the stack. */
            @Override
            public String toString() {
                return "the stack of " + thread;
            }
        };
        there.setStackTrace(stack);
        return there;
    }
}
