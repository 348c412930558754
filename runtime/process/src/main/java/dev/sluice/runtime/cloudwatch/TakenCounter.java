package dev.sluice.runtime.cloudwatch;

import java.util.concurrent.atomic.DoubleAdder;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;

/** A counter whose increase is taken with each datum, so that the sum of all data is the number of events. */
final class TakenCounter extends AbstractMeter implements Counter {

    private final DoubleAdder total = new DoubleAdder();
    private double taken;

    TakenCounter(Id id) {
        super(id);
    }

    /** What is no number, or less than nothing, would make all later counts wrong and does not count. */
    @Override
    public void increment(double amount) {
        if (amount >= 0 && Double.isFinite(amount)) {
            total.add(amount);
        }
    }

    @Override
    public double count() {
        return total.sum();
    }

    /** The increase since the last call. */
    synchronized double take() {
        double now = total.sum();
        double increase = now - taken;
        taken = now;
        return increase;
    }
}
