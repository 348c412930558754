package dev.sluice.localaws.cloudwatch.alarms;

import java.util.List;
import java.util.Objects;

/**
 * What the data say of an alarm: CloudWatch's rules for missing data, without a clock and without words.
 *
 * @param state the new one, or the present one when the data cannot tell
 * @param evaluated what was looked at, the latest first
 * @param filled how many periods without data were taken for such with data
 */
record Evaluation(State state, List<Double> evaluated, int filled) {

    /**
     * So many periods further back are looked at when some of the latest have no data, as the examples in CloudWatch's
     * documentation have it; it calls all of them the evaluation range.
     */
    static final int FURTHER_PERIODS = 2;

    /**
     * An alarm's rule.
     *
     * @param periods how many datapoints are looked at
     * @param toAlarm how many of them must breach
     */
    record Rule(int periods, int toAlarm, Comparison comparison, double threshold, MissingData missing) {

        boolean isBreach(double value) {
            return comparison.isBreach(value, threshold);
        }
    }

    /** @param range the values of the evaluation range, the latest first; {@code null} where there is no data */
    static Evaluation of(Rule rule, List<Double> range, State present) {
        List<Double> latest =
                range.stream().filter(Objects::nonNull).limit(rule.periods()).toList();
        int filled = rule.periods() - latest.size();
        int breaches = (int) latest.stream().filter(rule::isBreach).count();
        return new Evaluation(state(rule, range, present, latest, breaches, filled), latest, filled);
    }

    private static State state(
            Rule rule, List<Double> range, State present, List<Double> latest, int breaches, int filled) {
        if (breaches >= rule.toAlarm()) {
            return State.ALARM;
        }
        if (filled == 0) {
            return State.OK;
        }
        return switch (rule.missing()) {
            case BREACHING -> breaches + filled >= rule.toAlarm() ? State.ALARM : State.OK;
            case NOT_BREACHING -> State.OK;
            case IGNORE -> breaches < latest.size() ? State.OK : present;
            case MISSING -> {
                if (latest.isEmpty()) {
                    yield State.INSUFFICIENT_DATA;
                }
                if (breaches < latest.size()) {
                    yield State.OK;
                }
                // All that is there breaches: enough once it has lasted long enough, else too early to tell.
                yield age(range) >= rule.toAlarm() ? State.ALARM : present;
            }
        };
    }

    /** How many periods ago the earliest value was, 1 for the latest period. */
    private static int age(List<Double> range) {
        int age = range.size();
        while (range.get(age - 1) == null) {
            age--;
        }
        return age;
    }
}
