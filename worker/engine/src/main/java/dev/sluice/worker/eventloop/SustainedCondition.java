package dev.sluice.worker.eventloop;

import java.time.Duration;
import java.util.function.LongSupplier;

/** For how long something has been so without a break, as far as anybody has looked. */
public final class SustainedCondition {

    private final LongSupplier clock;
    private boolean holds;
    private long since;

    /** @param clock nanoseconds */
    public SustainedCondition(LongSupplier clock) {
        this.clock = clock;
    }

    /** Somebody has looked. */
    public synchronized void is(boolean so) {
        if (so && !holds) {
            since = clock.getAsLong();
        }
        holds = so;
    }

    public synchronized boolean hasLasted(Duration time) {
        return holds && clock.getAsLong() - since >= time.toNanos();
    }
}
