package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: exponential with full jitter, so that a fleet that lost the queue together
 * does not come back to it together ("Exponential Backoff And Jitter", AWS Architecture Blog).
 */
public final class Backoff {

    private final Duration first;
    private final Duration most;
    private int failures;

    /**
     * @param first the upper bound of the first wait
     * @param most the upper bound of any wait
     */
    public Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** The wait after one more failure: never below a tenth of its bound, since no wait at all is a busy loop. */
    public Duration next() {
        long bound = bound(failures++);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.max(1, bound / 10), bound + 1));
    }

    /** Forgets the failures: something worked. */
    public void reset() {
        failures = 0;
    }

    private long bound(int exponent) {
        return Math.min(most.toMillis(), first.toMillis() << Math.min(exponent, 20));
    }
}
