package dev.sluice.sqs.batch;

import java.time.Duration;

/**
 * How long an entry waits for company: the configured time, or half a round trip when that is longer. To wait for half
 * of what the request itself will take is cheap, and where requests are slow because there are too many of them, fuller
 * batches are what helps; a fixed time would send more and emptier ones.
 */
final class Linger {

    /** At most so many times the configured time, however slow the requests are. */
    private static final int MOST = 10;

    /** How much one answer changes the average: as in TCP's smoothed round-trip time (RFC 6298). */
    private static final double WEIGHT = 0.125;

    private final long least;
    private double roundTrip;

    Linger(Duration least) {
        this.least = least.toNanos();
    }

    /** A request has been answered after this time. */
    void answered(long nanos) {
        roundTrip += WEIGHT * (nanos - roundTrip);
    }

    long nanos() {
        return Math.clamp((long) (roundTrip / 2), least, MOST * least);
    }
}
