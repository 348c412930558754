package dev.sluice.scaling.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import dev.sluice.scaling.world.Fleet;
import dev.sluice.scaling.world.Observation;
import dev.sluice.scaling.world.Policy;

/**
 * SCALING_POLICY=queue-depth, as in deploy/bundle/worker/scaling/queue-depth.config: sqs-up-alarm with a policy of steps, of
 * which the queue's depth chooses one, and which counts what is warming up; and for each step down an alarm with a simple
 * policy, which has a cool-down. The fewer messages a step down is for, the fewer minutes its alarm takes, so of several that
 * hold the deepest comes first; and a change of the fleet begins the minutes of all of them anew.
 */
public final class QueueDepth implements Policy {

    private static final int UP_PERIODS = 2;
    private static final int DOWN_PERIODS = 15;
    /** By so many more each further step down is later. */
    private static final int DOWN_STAGGER = 2;
    /** Seconds. */
    private static final int COOL_DOWN = 300;

    /** MESSAGES:WORKERS: at least so many messages add, or at most so many remove, that number of workers. */
    public record Step(int messages, int workers) {

        @Override
        public String toString() {
            return messages + ":" + workers;
        }
    }

    /** SCALE_UP and SCALE_DOWN, by ascending messages. */
    public record Steps(List<Step> up, List<Step> down) {

        /** One each. */
        public static Steps single(Step up, Step down) {
            return new Steps(List.of(up), List.of(down));
        }

        /** As an environment's file has them. */
        public static String text(List<Step> steps) {
            return steps.stream().map(Step::toString).collect(Collectors.joining(","));
        }
    }

    private final Steps steps;
    private final ThresholdAlarm up;
    private final List<ThresholdAlarm> down = new ArrayList<>();
    private int lastDesired = -1;
    private int noDownBefore;

    public QueueDepth(Steps steps) {
        this.steps = steps;
        int first = steps.up().getFirst().messages();
        this.up = new ThresholdAlarm(UP_PERIODS, visible -> visible >= first);
        for (Step step : steps.down()) {
            down.add(new ThresholdAlarm(
                    DOWN_PERIODS + DOWN_STAGGER * down.size(), visible -> visible <= step.messages()));
        }
    }

    @Override
    public void observe(int now, Observation minute, Fleet fleet) {
        boolean tooMany = up.evaluate(value(minute.visible()));
        Step fewer = stepDown(minute);
        if (tooMany) {
            int warm = fleet.desired() - fleet.warmingUp();
            fleet.desire(Math.max(fleet.desired(), warm + stepUp(minute.visible())));
        } else if (fewer != null && now >= noDownBefore) {
            noDownBefore = now + COOL_DOWN;
            fleet.desire(fleet.desired() - fewer.workers());
        }
    }

    /** The last of the steps that the depth reaches. Without a depth, as with the least: the alarm goes by older minutes. */
    private int stepUp(OptionalLong visible) {
        int workers = steps.up().getFirst().workers();
        for (Step step : steps.up()) {
            if (visible.isPresent() && visible.getAsLong() >= step.messages()) {
                workers = step.workers();
            }
        }
        return workers;
    }

    /** The first of the steps that has held for its minutes, in none of which the fleet has changed; or {@code null}. */
    private Step stepDown(Observation minute) {
        boolean changed = lastDesired >= 0 && minute.desired() != lastDesired;
        lastDesired = minute.desired();
        // Neither is known of a minute without the depth.
        OptionalDouble depth =
                changed && minute.visible().isPresent() ? OptionalDouble.of(Double.MAX_VALUE) : value(minute.visible());
        Step first = null;
        for (int i = 0; i < down.size(); i++) {
            if (down.get(i).evaluate(depth) && first == null) {
                first = steps.down().get(i);
            }
        }
        return first;
    }

    private static OptionalDouble value(OptionalLong metric) {
        return metric.isPresent() ? OptionalDouble.of(metric.getAsLong()) : OptionalDouble.empty();
    }
}
