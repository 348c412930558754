package dev.sluice.sqs.meter;

import java.util.function.DoubleConsumer;

/** Records values of one meter; never fails, whatever the registries behind it do. */
public final class Recorder {

    private final DoubleConsumer meter;

    Recorder(DoubleConsumer meter) {
        this.meter = meter;
    }

    /** @param amount what a counter grows by, a distribution's value, or a timer's nanoseconds */
    public void record(double amount) {
        try {
            meter.accept(amount);
        } catch (Throwable e) {
            FaultBarrier.report(e);
        }
    }

    /** Counts one more. */
    public void increment() {
        record(1);
    }
}
