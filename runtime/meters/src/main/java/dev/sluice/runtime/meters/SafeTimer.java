package dev.sluice.runtime.meters;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;

/** A timer that never fails, whatever the registries behind it do. */
final class SafeTimer extends AbstractTimer {

    private final Timer timer;

    // Detectors of pauses are deprecated; the constructor still asks for one.
    @SuppressWarnings("deprecation")
    SafeTimer(Timer timer) {
        super(
                timer.getId(),
                Clock.SYSTEM,
                DistributionStatisticConfig.NONE,
                new NoPauseDetector(),
                timer.baseTimeUnit(),
                false);
        this.timer = timer;
    }

    @Override
    protected void recordNonNegative(long amount, TimeUnit unit) {
        try {
            timer.record(amount, unit);
        } catch (Throwable e) {
            FailSafe.report(e);
        }
    }

    @Override
    public long count() {
        return timer.count();
    }

    @Override
    public double totalTime(TimeUnit unit) {
        return timer.totalTime(unit);
    }

    @Override
    public double max(TimeUnit unit) {
        return timer.max(unit);
    }
}
