package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** For how long something has been so without a break, as far as anybody has looked. */
final class Lasting {

    private final LongSupplier clock;
    private boolean holds;
    private long since;

    /** @param clock nanoseconds */
    Lasting(LongSupplier clock) {
        this.clock = clock;
    }

    /** Somebody has looked. */
    synchronized void is(boolean so) {
        if (so && !holds) {
            since = clock.getAsLong();
        }
        holds = so;
    }

    synchronized boolean hasLasted(Duration time) {
        return holds && clock.getAsLong() - since >= time.toNanos();
    }
}
