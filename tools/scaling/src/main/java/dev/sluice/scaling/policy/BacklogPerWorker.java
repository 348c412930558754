package dev.sluice.scaling.policy;

import java.util.OptionalDouble;

import dev.sluice.scaling.world.Fleet;
import dev.sluice.scaling.world.Load;
import dev.sluice.scaling.world.Observation;
import dev.sluice.scaling.world.Policy;

/**
 * SCALING_POLICY=backlog-per-worker, as in deploy/bundle/worker/scaling/backlog-per-worker.config: target tracking of the
 * visible messages for each worker in service, as a share of what a worker does within the acceptable latency. An empty
 * queue says nothing about how many workers it takes to keep it empty. So what is in work counts too, as a share of the
 * slots that may be busy, but only against a smaller fleet: messages that wait for another try are not visible either, and
 * must not make it larger.
 *
 * <p>Target tracking makes its two alarms itself, above the target for three minutes and below nine tenths of it for fifteen
 * (Amazon EC2 Auto Scaling User Guide, "Target tracking scaling policies"). Out it goes by the ratio; in, AWS only says that
 * it is gradual, and never while instances warm up: here by the ratio, and one a minute.
 */
public final class BacklogPerWorker implements Policy {

    private static final int HIGH_PERIODS = 3;
    private static final int LOW_PERIODS = 15;
    private static final double LOW = 0.9;
    /** Between the two alarms. */
    private static final double STAY = 0.95;

    private final double acceptable;
    private final double busySlots;
    private final ThresholdAlarm high = new ThresholdAlarm(HIGH_PERIODS, share -> share > 1);
    private final ThresholdAlarm low = new ThresholdAlarm(LOW_PERIODS, share -> share < LOW);

    /**
     * @param acceptableLatency ACCEPTABLE_LATENCY, seconds
     * @param busyShare which share of a worker's slots may be busy before the fleet must not become smaller; infinite for
     *     visible messages alone
     */
    public BacklogPerWorker(double acceptableLatency, double busyShare, Load.Workers workers) {
        this.acceptable = acceptableLatency / (workers.timePerJob() / workers.concurrency());
        this.busySlots = busyShare * workers.concurrency();
    }

    @Override
    public void observe(int now, Observation minute, Fleet fleet) {
        double workers = Math.max(1, minute.inService());
        OptionalDouble share = share(minute, workers);
        boolean tooMany = high.evaluate(share);
        boolean few = low.evaluate(share);
        if (share.isEmpty()) {
            return;
        }
        int ratio = (int) Math.ceil(workers * share.getAsDouble());
        if (tooMany) {
            fleet.desire(Math.max(fleet.desired(), ratio));
        } else if (few && fleet.warmingUp() == 0) {
            fleet.desire(Math.max(fleet.desired() - 1, Math.min(fleet.desired(), ratio)));
        }
    }

    /** Where visible messages are missing, nothing is known; where only those in work are, there are none. */
    private OptionalDouble share(Observation minute, double workers) {
        if (minute.visible().isEmpty()) {
            return OptionalDouble.empty();
        }
        double backlog = minute.visible().getAsLong() / workers / acceptable;
        double busy = minute.notVisible().orElse(0) / workers / busySlots;
        return OptionalDouble.of(Math.max(backlog, Math.min(STAY, busy)));
    }
}
