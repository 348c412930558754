package dev.sluice.runtime.cloudwatch;

import java.util.OptionalDouble;

/** Makes numbers of the kind that CloudWatch takes. */
final class CloudWatchNumbers {

    /** The largest value, and its reciprocal the smallest (Amazon CloudWatch API Reference, PutMetricData). */
    private static final double LARGEST = Math.scalb(1.0, 360);

    private static final double SMALLEST = Math.scalb(1.0, -360);

    private CloudWatchNumbers() {}

    /** The number within CloudWatch's bounds: the nearest bound if it is beyond one; none for what is no number. */
    static OptionalDouble of(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.abs(number) < SMALLEST ? 0 : Math.clamp(number, -LARGEST, LARGEST));
    }
}
