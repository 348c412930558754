package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When a message comes back that could not be put where it belongs: later each time, since its handler runs again each time. */
final class RedeliveryDelay {

    private static final Duration FIRST = Duration.ofSeconds(5);

    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MOST_DOUBLINGS = 20;

    private RedeliveryDelay() {}

    /**
     * From half the bound up to it, so that what was given back together does not come back together.
     *
     * @param tries how often it has been tried, from 1
     */
    static Duration after(int tries) {
        int doublings = Math.clamp(tries - 1L, 0, MOST_DOUBLINGS);
        long bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << doublings);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
    }
}
