package dev.sluice.cloudwatch;

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

    /**
     * What came in a step.
     *
     * @param values distinct, ascending, at most {@link #MOST_VALUES}; for timers in nanoseconds
     * @param counts how often each came
     */
    record Taken(List<Double> values, List<Double> counts) {}

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
        while (values.size() > MOST_VALUES) {
            values = joinNeighbours(values, counts);
            counts = addNeighbours(counts);
        }
        return new Taken(values, counts);
    }

    /** Each pair of neighbours becomes its mean, weighted by how often the two came: the sum stays what it was. */
    private static List<Double> joinNeighbours(List<Double> values, List<Double> counts) {
        List<Double> joined = new ArrayList<>(values.size() / 2 + 1);
        for (int i = 0; i < values.size(); i += 2) {
            if (i + 1 == values.size()) {
                joined.add(values.get(i));
            } else {
                double weight = counts.get(i) + counts.get(i + 1);
                joined.add((values.get(i) * counts.get(i) + values.get(i + 1) * counts.get(i + 1)) / weight);
            }
        }
        return joined;
    }

    private static List<Double> addNeighbours(List<Double> counts) {
        List<Double> joined = new ArrayList<>(counts.size() / 2 + 1);
        for (int i = 0; i < counts.size(); i += 2) {
            joined.add(counts.get(i) + (i + 1 == counts.size() ? 0 : counts.get(i + 1)));
        }
        return joined;
    }
}
