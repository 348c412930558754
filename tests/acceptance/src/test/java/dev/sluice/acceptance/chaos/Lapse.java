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

    /** What the signals may have taken, which are processes of their own: by so much the lapse may have been shorter. */
    private static final Duration LEEWAY = Duration.ofSeconds(1);

    /** One from which the worker never came back. */
    static Lapse forGood(String worker, long from) {
        return new Lapse(worker, from, Long.MAX_VALUE);
    }

    /**
     * Whether this may be why a job was done again: the worker that did it first died or fell asleep. The lapse began after the
     * job and before the repetition. The job began in time if its call came in during the lapse, since neither the dead nor
     * the sleeping call anybody; one that {@linkplain #isOverAt came in right after it} has to be shown to have begun
     * before. And the job was not settled yet: a worker has, from the answer on, no longer than its lease to settle a job, so
     * a lapse that began later than that explains nothing. Nor does it explain that the same worker called twice before it.
     */
    boolean mayExplainEarlier(Delivery earlier, Delivery later, Duration lease) {
        return worker.equals(earlier.worker())
                && earlier.at() < wideAwake()
                && from < later.at()
                && from < earlier.answeredAt() + lease.toNanos()
                && (!worker.equals(later.worker()) || isOverAt(later));
    }

    /**
     * Whether the later call may be that of a sleeper who has just woken up: another worker had the job meanwhile, and this one
     * goes on where it was until it looks at its leases. That it had begun before the lapse has to be shown besides: one that
     * takes the job anew, or begins it although the lease is over, has no excuse.
     */
    boolean mayExplainLater(Delivery earlier, Delivery later) {
        return !isForGood()
                && worker.equals(later.worker())
                && !worker.equals(earlier.worker())
                && from < earlier.at()
                && later.at() < wideAwake();
    }

    /** Whether a call of this worker was made after the lapse. */
    boolean isOverAt(Delivery call) {
        return !isForGood() && call.at() >= until - LEEWAY.toNanos();
    }

    /** What a run takes at least that began before the lapse and ended after it. */
    Duration length() {
        return Duration.ofNanos(until - from).minus(LEEWAY);
    }

    boolean isForGood() {
        return until == Long.MAX_VALUE;
    }

    /** Whether the worker was killed so soon after this lapse that it may not have written what it did. */
    boolean isFollowedBy(Lapse end) {
        return end.isForGood() && worker.equals(end.worker) && from < end.from && end.from < wideAwake();
    }

    private long wideAwake() {
        return isForGood() ? until : until + WAKING_UP.toNanos();
    }
}
