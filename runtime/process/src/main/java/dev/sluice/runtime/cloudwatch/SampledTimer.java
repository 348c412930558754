package dev.sluice.runtime.cloudwatch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.util.TimeUtils;

/** A timer that keeps its samples for the next datum. */
final class SampledTimer extends AbstractTimer {

    private final Samples samples = new Samples();
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    SampledTimer(Id id, Clock clock, PauseDetector pauses, TimeUnit baseTimeUnit) {
        super(id, clock, DistributionStatisticConfig.NONE, pauses, baseTimeUnit, false);
    }

    Samples samples() {
        return samples;
    }

    @Override
    protected void recordNonNegative(long amount, TimeUnit unit) {
        long recorded = unit.toNanos(amount);
        samples.add(recorded);
        count.increment();
        nanos.add(recorded);
    }

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public double totalTime(TimeUnit unit) {
        return TimeUtils.nanosToUnit(nanos.sum(), unit);
    }

    /** CloudWatch computes it from the samples. */
    @Override
    public double max(TimeUnit unit) {
        return Double.NaN;
    }
}
