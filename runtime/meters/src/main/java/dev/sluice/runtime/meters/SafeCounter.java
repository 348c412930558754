package dev.sluice.runtime.meters;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;

/** A counter that never fails, whatever the registries behind it do. */
final class SafeCounter extends AbstractMeter implements Counter {

    private final Counter counter;

    SafeCounter(Counter counter) {
        super(counter.getId());
        this.counter = counter;
    }

    @Override
    public void increment(double amount) {
        try {
            counter.increment(amount);
        } catch (Throwable e) {
            FailSafe.report(e);
        }
    }

    @Override
    public double count() {
        return counter.count();
    }
}
