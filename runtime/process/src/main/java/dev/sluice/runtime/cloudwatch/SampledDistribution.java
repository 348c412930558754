package dev.sluice.runtime.cloudwatch;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** A distribution of whole numbers that keeps its samples for the next datum. */
final class SampledDistribution extends AbstractDistributionSummary {

    private final Samples samples = new Samples();
    private final LongAdder count = new LongAdder();
    private final DoubleAdder total = new DoubleAdder();

    SampledDistribution(Id id, Clock clock, double scale) {
        super(id, clock, DistributionStatisticConfig.NONE, scale, false);
    }

    Samples samples() {
        return samples;
    }

    @Override
    protected void recordNonNegative(double amount) {
        if (Double.isFinite(amount)) {
            samples.add(Math.round(amount));
            count.increment();
            total.add(amount);
        }
    }

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public double totalAmount() {
        return total.sum();
    }

    /** CloudWatch computes it from the samples. */
    @Override
    public double max() {
        return Double.NaN;
    }
}
