package dev.sluice.runtime.meters;

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** A distribution that never fails, whatever the registries behind it do. */
final class SafeDistribution extends AbstractDistributionSummary {

    private final DistributionSummary distribution;

    SafeDistribution(DistributionSummary distribution) {
        super(distribution.getId(), Clock.SYSTEM, DistributionStatisticConfig.NONE, 1, false);
        this.distribution = distribution;
    }

    @Override
    protected void recordNonNegative(double amount) {
        try {
            distribution.record(amount);
        } catch (Throwable e) {
            FailSafe.report(e);
        }
    }

    @Override
    public long count() {
        return distribution.count();
    }

    @Override
    public double totalAmount() {
        return distribution.totalAmount();
    }

    @Override
    public double max() {
        return distribution.max();
    }
}
