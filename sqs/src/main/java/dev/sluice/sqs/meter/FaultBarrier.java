package dev.sluice.sqs.meter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * Runs what only observes (meters, listeners, an exception's own text), and lets nothing that it throws get any further: what
 * happens to a message must not depend on whether it could be counted.
 */
public final class FaultBarrier {

    private static final Logger LOG = Logger.getLogger(FaultBarrier.class);

    private static final AtomicLong FAILURES = new AtomicLong();

    private FaultBarrier() {}

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

    /** Logs the first failure, the second, the fourth and so on, since there may be one for each message. */
    static void report(Throwable failure) {
        try {
            long count = FAILURES.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                LOG.errorf(failure, "Meter or listener failed; messages are not affected (failures so far: %d)", count);
            }
        } catch (Throwable e) {
            // The log may be what fails: then there is nobody left to tell.
        }
    }
}
