package dev.sluice.scaling.policy;

import dev.sluice.scaling.world.Fleet;
import dev.sluice.scaling.world.Observation;
import dev.sluice.scaling.world.Policy;

/**
 * SCALING_POLICY=queue-depth, as in deploy/bundle/worker/scaling/queue-depth.config: sqs-up-alarm with a step policy that
 * counts what is warming up, and sqs-down-alarm with a simple policy that has a cool-down.
 */
public final class QueueDepth implements Policy {

    private static final int UP_PERIODS = 2;
    private static final int DOWN_PERIODS = 15;
    /** Seconds. */
    private static final int COOL_DOWN = 300;

    /** The environment file's keys of the same names. */
    public record Thresholds(int scaleUpMessages, int scaleDownMessages, int scaleUpStep, int scaleDownStep) {}

    private final Thresholds thresholds;
    private final ThresholdAlarm up;
    private final ThresholdAlarm down;
    private int noDownBefore;

    public QueueDepth(Thresholds thresholds) {
        this.thresholds = thresholds;
        this.up = new ThresholdAlarm(UP_PERIODS, visible -> visible >= thresholds.scaleUpMessages());
        this.down = new ThresholdAlarm(DOWN_PERIODS, visible -> visible <= thresholds.scaleDownMessages());
    }

    @Override
    public void observe(int now, Observation minute, Fleet fleet) {
        boolean tooMany = up.evaluate(minute.visible());
        boolean few = down.evaluate(minute.visible());
        if (tooMany) {
            int warm = fleet.desired() - fleet.warmingUp();
            fleet.desire(Math.max(fleet.desired(), warm + thresholds.scaleUpStep()));
        } else if (few && now >= noDownBefore) {
            noDownBefore = now + COOL_DOWN;
            fleet.desire(fleet.desired() - thresholds.scaleDownStep());
        }
    }
}
