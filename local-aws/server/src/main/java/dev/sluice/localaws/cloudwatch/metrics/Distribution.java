package dev.sluice.localaws.cloudwatch.metrics;

import dev.sluice.localaws.cloudwatch.api.metric.StatisticSet;

/**
 * The samples of one metric in one stretch of time: count, sum and extremes exactly, and the values for percentiles as
 * far as {@link CountedValues} keeps them.
 */
final class Distribution {

    private double sampleCount;
    private double sum;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    /** Whether every sample's value is known; a sender's statistic set hides them. */
    private boolean detailed = true;

    private final CountedValues values = new CountedValues();

    static Distribution of(double value, double count) {
        Distribution distribution = new Distribution();
        distribution.add(value, count);
        return distribution;
    }

    void add(double value, double count) {
        sum(count, value * count, value, value);
        values.add(value, count);
    }

    void add(StatisticSet set) {
        sum(set.sampleCount(), set.sum(), set.minimum(), set.maximum());
        if (set.minimum().equals(set.maximum())) {
            values.add(set.minimum(), set.sampleCount());
        } else {
            detailed = false;
        }
    }

    void add(Distribution other) {
        sum(other.sampleCount, other.sum, other.minimum, other.maximum);
        detailed &= other.detailed;
        values.add(other.values);
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
        return values.weight();
    }

    /**
     * The least value that this share of the samples does not exceed.
     *
     * @param percent from 0 to 100
     */
    double percentile(double percent) {
        return values.atRank(sampleCount * percent / 100);
    }

    private void sum(double samples, double ofAll, double least, double most) {
        sampleCount += samples;
        sum += ofAll;
        minimum = Math.min(minimum, least);
        maximum = Math.max(maximum, most);
    }
}
