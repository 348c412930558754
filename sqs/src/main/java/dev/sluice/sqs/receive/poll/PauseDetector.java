package dev.sluice.sqs.receive.poll;

import java.time.Duration;

/**
 * Notices that the process was asleep: stopped by a signal, swapped out, or on a machine that was suspended. What a poll
 * brings afterwards may have lain here for the whole of that time, while its visibility timeout was running. Times are
 * {@link System#nanoTime()} readings.
 */
final class PauseDetector {

    /** How often {@link #look} is to be called at least. */
    static final Duration LOOK = Duration.ofMillis(200);

    /** So long without a look is no coincidence any more; a garbage collection or a busy machine may still be the cause. */
    private static final long NOTABLE = Duration.ofSeconds(1).toNanos();

    private long lastAwake;
    private boolean hasSlept;
    private long sleptFrom;

    PauseDetector(long now) {
        lastAwake = now;
    }

    void look(long now) {
        if (now - lastAwake > NOTABLE) {
            hasSlept = true;
            sleptFrom = lastAwake;
        }
        lastAwake = now;
    }

    /**
     * The earliest time at which SQS can have delivered what a poll brings now.
     *
     * @param startedAt when the poll was sent
     */
    long deliveredAt(long startedAt, long now) {
        look(now);
        return hasSlept && startedAt - sleptFrom <= 0 ? sleptFrom : now;
    }
}
