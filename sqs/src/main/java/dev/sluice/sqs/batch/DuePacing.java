package dev.sluice.sqs.batch;

import java.time.Duration;

/**
 * How hard to try for an entry that is due: a lease to be extended, or a message to be deleted before its lease ends. A request
 * that has gone to a dead connection gets no answer, however soon the queue is back, and a pause that was right for an outage
 * is too long after it; both must leave time for further tries. All times are nanoseconds.
 */
final class DuePacing {

    /** Of an entry that is due at no time. */
    static final long NEVER = Long.MAX_VALUE;

    /** A request may take this part of the time that is left, so that there are several before it is over. */
    private static final int TRIES = 4;

    private static final int PAUSES = 8;

    private static final long LEAST_TIMEOUT = Duration.ofMillis(500).toNanos();
    private static final long LEAST_PAUSE = Duration.ofMillis(50).toNanos();
    /** What is late already is still to be done soon: the first receive of anybody makes it vain. */
    private static final long OVERDUE_TIMEOUT = Duration.ofSeconds(2).toNanos();

    private DuePacing() {}

    /** The longest time that a request may take. */
    static long timeout(long untilDue) {
        if (untilDue == NEVER) {
            return NEVER;
        }
        return untilDue <= 0 ? OVERDUE_TIMEOUT : Math.max(LEAST_TIMEOUT, untilDue / TRIES);
    }

    /** The longest pause before the next try. */
    static long pause(long untilDue) {
        return untilDue == NEVER || untilDue <= 0 ? NEVER : Math.max(LEAST_PAUSE, untilDue / PAUSES);
    }
}
