package dev.sluice.acceptance.chaos;

import java.time.Duration;

import dev.sluice.testkit.Delivery;

/**
 * A time in which a worker's process could not do anything about its leases, because it was dead or asleep. Times are
 * {@link System#nanoTime()} readings.
 *
 * @param worker the process, as its calls name it
 * @param from just before the signal that began it
 * @param until just after the signal that ended it; never, for one that was killed
 */
record Lapse(String worker, long from, long until) {

    /** A worker looks at its leases every tenth of them, 0.6 s here, and then ends what it has no right to any more. */
    private static final Duration WAKING_UP = Duration.ofSeconds(1);

    /** One from which the worker never came back. */
    static Lapse forGood(String worker, long from) {
        return new Lapse(worker, from, Long.MAX_VALUE);
    }

    /**
     * Whether this is why a job was done again. It is if the lapse began after the job and before the repetition. The
     * job began in time because neither the dead nor the sleeping call anybody: a call that came in during the lapse had
     * been made before it. One that came in right after it is of a job that had begun before: a worker that wakes up goes
     * on where it was, until it looks at its leases. And the job was not settled yet: a worker has, from the answer on, no
     * longer than its lease to settle a job, so a lapse that began later than that explains nothing.
     */
    boolean explains(Delivery earlier, Delivery later, Duration lease) {
        return explainsEarlier(earlier, later, lease) || explainsLater(earlier, later);
    }

    /**
     * Whether the later call is that of a sleeper who has just woken up: it had the job in work before, and others had it
     * meanwhile. It goes on where it was until it looks at its leases.
     */
    private boolean explainsLater(Delivery earlier, Delivery later) {
        return worker.equals(later.worker())
                && until != Long.MAX_VALUE
                && from < earlier.answeredAt()
                && until - later.at() <= 0
                && later.at() - wideAwake() < 0;
    }

    private boolean explainsEarlier(Delivery earlier, Delivery later, Duration lease) {
        return worker.equals(earlier.worker())
                && earlier.at() < wideAwake()
                && from < later.at()
                && from < earlier.answeredAt() + lease.toNanos();
    }

    private long wideAwake() {
        return until == Long.MAX_VALUE ? until : until + WAKING_UP.toNanos();
    }
}
