package dev.sluice.scaling.policy;

import java.util.function.DoublePredicate;

/** A CloudWatch alarm with a period of one minute: it goes off after so many breaching periods one after the other. */
final class ThresholdAlarm {

    private final int evaluationPeriods;
    private final DoublePredicate breaches;
    private int breaching;

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
    boolean evaluate(double value) {
        breaching = breaches.test(value) ? breaching + 1 : 0;
        return breaching >= evaluationPeriods;
    }
}
