package dev.sluice.runtime.cloudwatch;

import java.util.ArrayList;
import java.util.List;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.Recorder;

/**
 * What a timer or a distribution has recorded since it was last taken, in the form in which CloudWatch computes
 * percentiles from it: values, each with how often it came. One metric carries count, sum, extremes and percentiles,
 * where a metric for each of them would cost five times as much.
 */
final class Samples {

    /** Values in one datum (Amazon CloudWatch API Reference, MetricDatum). */
    static final int MOST_VALUES = 150;

    /** Values are told apart to a hundredth of themselves. */
    private static final int SIGNIFICANT_DIGITS = 2;
    /** Where there are too many values for a datum, those within two hundredths are joined first. */
    private static final double FIRST_WIDTH = 0.02;

    /**
     * What came in a step.
     *
     * @param values distinct, ascending, at most {@link #MOST_VALUES}; for timers in nanoseconds
     * @param counts how often each came
     */
    record Taken(List<Double> values, List<Double> counts) {

        /**
         * Joins values that lie close together to their mean, weighted by how often they came: the sum stays what it was,
         * and so does what is far from all others.
         *
         * @param width how far a value may lie above the lowest of its group, as a share of that
         */
        Taken joined(double width) {
            List<Double> means = new ArrayList<>();
            List<Double> totals = new ArrayList<>();
            int i = 0;
            while (i < values.size()) {
                double end = values.get(i) * (1 + width);
                double sum = 0;
                double count = 0;
                for (; i < values.size() && values.get(i) <= end; i++) {
                    sum += values.get(i) * counts.get(i);
                    count += counts.get(i);
                }
                means.add(sum / count);
                totals.add(count);
            }
            return new Taken(means, totals);
        }
    }

    private final Recorder recorder = new Recorder(SIGNIFICANT_DIGITS);
    private Histogram reused;

    /** May be called from any thread. */
    void add(long value) {
        recorder.recordValue(value);
    }

    /** Takes what came since the last call; empty lists when nothing did. */
    synchronized Taken take() {
        reused = recorder.getIntervalHistogram(reused);
        List<Double> values = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (HistogramIterationValue step : reused.recordedValues()) {
            values.add((double) reused.medianEquivalentValue(step.getValueIteratedTo()));
            counts.add((double) step.getCountAtValueIteratedTo());
        }
        Taken all = new Taken(values, counts);
        Taken fitting = all;
        for (double width = FIRST_WIDTH; fitting.values.size() > MOST_VALUES; width *= 2) {
            fitting = all.joined(width);
        }
        return fitting;
    }
}
