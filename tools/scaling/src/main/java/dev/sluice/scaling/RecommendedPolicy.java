package dev.sluice.scaling;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.scaling.policy.QueueDepth;
import dev.sluice.scaling.policy.QueueDepth.Step;
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

    /** SCALE_UP, with messages as seconds of one worker's work. */
    public static final List<Step> SCALE_UP = List.of(new Step(60, 2), new Step(240, 5));

    /** SCALE_DOWN, likewise. */
    public static final List<Step> SCALE_DOWN = List.of(new Step(1, 1));

    private RecommendedPolicy() {}

    /** The steps of queue-depth in messages. */
    public static QueueDepth.Steps queueDepth(Load.Workers workers) {
        return queueDepth(workers, SCALE_UP, SCALE_DOWN);
    }

    /** The same with nothing but the first step. */
    public static QueueDepth.Steps singleStep(Load.Workers workers) {
        return queueDepth(workers, SCALE_UP.subList(0, 1), SCALE_DOWN.subList(0, 1));
    }

    /** Those of any policy of that kind, with messages as seconds of one worker's work; at least one more to go up than to go down. */
    public static QueueDepth.Steps queueDepth(Load.Workers workers, List<Step> up, List<Step> down) {
        List<Step> fewer = inMessages(workers, down, 0);
        return new QueueDepth.Steps(inMessages(workers, up, fewer.getLast().messages() + 1), fewer);
    }

    /** No two are alike: of few messages each has one more than the one before. */
    private static List<Step> inMessages(Load.Workers workers, List<Step> steps, int least) {
        List<Step> found = new ArrayList<>();
        int next = least;
        for (Step step : steps) {
            int messages = Math.max(next, workers.jobsIn(step.messages()));
            found.add(new Step(messages, step.workers()));
            next = messages + 1;
        }
        return List.copyOf(found);
    }
}
