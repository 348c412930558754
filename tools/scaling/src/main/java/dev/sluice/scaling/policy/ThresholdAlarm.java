package dev.sluice.scaling.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * A CloudWatch alarm with a period of one minute, which goes off after so many breaching datapoints one after the other, and
 * to which missing ones are not breaching: they count only if there are too few others in the evaluation range, which is
 * longer than the periods (Amazon CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data").
 */
final class ThresholdAlarm {

    /** As the examples in the guide have it. */
    private static final int FURTHER_PERIODS = 2;

    private final int evaluationPeriods;
    private final DoublePredicate breaches;

    /** The latest first. */
    private final Deque<OptionalDouble> range = new ArrayDeque<>();

    ThresholdAlarm(int evaluationPeriods, DoublePredicate breaches) {
        this.evaluationPeriods = evaluationPeriods;
        this.breaches = breaches;
    }

    /**
     * Evaluates one more period.
     *
     * @return whether its policy is called: at the change to ALARM and each minute that it stays there (Amazon CloudWatch
     *     User Guide, "Alarm actions")
     */
    boolean evaluate(OptionalDouble value) {
        range.addFirst(value);
        if (range.size() > evaluationPeriods + FURTHER_PERIODS) {
            range.removeLast();
        }
        int breaching = 0;
        for (OptionalDouble datapoint : range) {
            if (datapoint.isPresent() && breaching < evaluationPeriods) {
                if (!breaches.test(datapoint.getAsDouble())) {
                    return false;
                }
                breaching++;
            }
        }
        return breaching == evaluationPeriods;
    }
}
