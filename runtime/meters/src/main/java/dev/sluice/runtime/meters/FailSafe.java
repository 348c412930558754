package dev.sluice.runtime.meters;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * Runs what only observes (meters, log lines, spans, listeners), and lets nothing that it throws get any further: what
 * happens to a job must not depend on whether it could be counted.
 */
public final class FailSafe {

    private static final Logger LOG = Logger.getLogger(FailSafe.class);

    private static final AtomicLong FAILURES = new AtomicLong();

    private FailSafe() {}

    /** Runs it; never fails. */
    public static void run(Runnable observation) {
        try {
            observation.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    /**
     * Asks for its result; never fails.
     *
     * @param otherwise what takes the result's place when there is none
     */
    public static <T> T call(Supplier<T> observation, T otherwise) {
        try {
            return observation.get();
        } catch (Throwable e) {
            report(e);
            return otherwise;
        }
    }

    /** Logs that an observation has failed: the first, the second, the fourth and so on, since there may be one a job. */
    static void report(Throwable failure) {
        try {
            long count = FAILURES.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                LOG.errorf(
                        failure,
                        "Meter, log line, span or listener failed; jobs are not affected (failures so far: %d)",
                        count);
            }
        } catch (Throwable e) {
            // The log may be what fails: then there is nobody left to tell.
        }
    }
}
