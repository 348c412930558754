package dev.sluice.benchmarks.load;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** The histograms in which times are kept: microseconds, to three digits, up to a minute. */
public final class Latencies {

    private static final long MOST = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;

    private Latencies() {}

    public static Histogram histogram() {
        return new Histogram(MOST, DIGITS);
    }

    /** Notes the time between two {@link System#nanoTime()} readings. */
    public static void record(Histogram micros, long from, long to) {
        micros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(to - from), 0, MOST));
    }

    /** In milliseconds. */
    public static double percentile(Histogram micros, double percent) {
        return micros.getValueAtPercentile(percent) / 1e3;
    }
}
