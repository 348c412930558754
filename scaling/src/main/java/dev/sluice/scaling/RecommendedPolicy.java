package dev.sluice.scaling;

import dev.sluice.scaling.policy.QueueDepth;
import dev.sluice.scaling.world.Load;

/**
 * The thresholds that the environment files under deploy/environments begin with. They are what {@code search.Search} finds
 * to be best; a test compares. Messages mean little by themselves, so thresholds are told in seconds of one worker's work,
 * and converted by what a worker does in a second.
 */
public final class RecommendedPolicy {

    /** Seconds that a job may wait; what the search weighs the cost of a fleet against. */
    public static final int REQUIRED_LATENCY = 60;

    /** ACCEPTABLE_LATENCY, seconds: less than what is required, for the time that new workers take to start. */
    public static final int ACCEPTABLE_LATENCY = 45;

    /** Of a worker's slots; with more of them busy the fleet must not become smaller. */
    public static final double BUSY_SHARE = 0.9;

    /** SCALE_UP_MESSAGES, as seconds of one worker's work. */
    public static final int SCALE_UP_WORK = 30;

    /** SCALE_DOWN_MESSAGES, likewise. */
    public static final int SCALE_DOWN_WORK = 1;

    public static final int SCALE_UP_STEP = 2;
    public static final int SCALE_DOWN_STEP = 1;

    private RecommendedPolicy() {}

    /** The thresholds of queue-depth in messages, at least one more to go up than to go down. */
    public static QueueDepth.Thresholds queueDepth(Load.Workers workers) {
        return queueDepth(workers, SCALE_UP_WORK, SCALE_DOWN_WORK, SCALE_UP_STEP, SCALE_DOWN_STEP);
    }

    /** Those of any policy of that kind. */
    public static QueueDepth.Thresholds queueDepth(
            Load.Workers workers, int upWork, int downWork, int upStep, int downStep) {
        int down = workers.jobsIn(downWork);
        return new QueueDepth.Thresholds(Math.max(down + 1, workers.jobsIn(upWork)), down, upStep, downStep);
    }
}
