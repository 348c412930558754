package dev.sluice.devservices.server.cloudwatch.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import dev.sluice.devservices.server.cloudwatch.api.StatisticSet;

/**
 * The samples of one metric in one stretch of time: count, sum and extremes exactly, and the values with their counts
 * for percentiles, exactly up to {@value #MAX_VALUES} different ones and beyond that merged with their neighbours.
 */
final class Distribution {

    /** Enough for exact percentiles of what one service writes in a minute; 32 KB. */
    static final int MAX_VALUES = 2_000;

    private static final int FIRST_ROOM = 2;

    private double sampleCount;
    private double sum;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    /** Whether every sample's value is known; a sender's statistic set hides them. */
    private boolean detailed = true;

    private double[] values = new double[FIRST_ROOM];
    private double[] counts = new double[FIRST_ROOM];
    private int size;

    static Distribution of(double value, double count) {
        Distribution distribution = new Distribution();
        distribution.add(value, count);
        return distribution;
    }

    void add(double value, double count) {
        sum(count, value * count, value, value);
        keep(value, count);
    }

    void add(StatisticSet set) {
        sum(set.sampleCount(), set.sum(), set.minimum(), set.maximum());
        if (set.minimum().equals(set.maximum())) {
            keep(set.minimum(), set.sampleCount());
        } else {
            detailed = false;
        }
    }

    void add(Distribution other) {
        sum(other.sampleCount, other.sum, other.minimum, other.maximum);
        detailed &= other.detailed;
        for (int i = 0; i < other.size; i++) {
            keep(other.values[i], other.counts[i]);
        }
    }

    double sampleCount() {
        return sampleCount;
    }

    double sum() {
        return sum;
    }

    double minimum() {
        return minimum;
    }

    double maximum() {
        return maximum;
    }

    /** Whether percentiles can be told. */
    boolean isDetailed() {
        return detailed;
    }

    /** How many numbers it keeps: what it costs in memory, in units of 8 bytes. */
    int weight() {
        return 2 * values.length;
    }

    /**
     * The least value that this share of the samples does not exceed.
     *
     * @param percent from 0 to 100
     */
    double percentile(double percent) {
        sort();
        double rank = sampleCount * percent / 100;
        double seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return values[i];
            }
        }
        return maximum;
    }

    private void sum(double samples, double ofAll, double least, double most) {
        sampleCount += samples;
        sum += ofAll;
        minimum = Math.min(minimum, least);
        maximum = Math.max(maximum, most);
    }

    private void keep(double value, double count) {
        if (size == values.length) {
            makeRoom();
        }
        values[size] = value;
        counts[size++] = count;
    }

    private void makeRoom() {
        sort();
        if (size > MAX_VALUES / 2 && values.length == MAX_VALUES) {
            mergeNeighbours();
        }
        if (size > values.length / 2 && values.length < MAX_VALUES) {
            int room = Math.min(2 * values.length, MAX_VALUES);
            values = Arrays.copyOf(values, room);
            counts = Arrays.copyOf(counts, room);
        }
    }

    /** Puts the values in order, each once. */
    private void sort() {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sorted = new double[values.length];
        double[] theirCounts = new double[values.length];
        int kept = 0;
        for (int i : order) {
            if (kept > 0 && sorted[kept - 1] == values[i]) {
                theirCounts[kept - 1] += counts[i];
            } else {
                sorted[kept] = values[i];
                theirCounts[kept++] = counts[i];
            }
        }
        values = sorted;
        counts = theirCounts;
        size = kept;
    }

    private void mergeNeighbours() {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            int next = Math.min(i + 1, size - 1);
            double both = next == i ? counts[i] : counts[i] + counts[next];
            double share = counts[i] / both;
            values[kept] = values[i] * share + values[next] * (1 - share);
            counts[kept++] = both;
        }
        size = kept;
    }
}
