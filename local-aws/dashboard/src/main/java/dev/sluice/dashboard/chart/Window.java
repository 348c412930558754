package dev.sluice.dashboard.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A stretch of time in whole periods since 1970, the last of which is the one that goes on now.
 *
 * @param from the first second
 * @param to the second after the last, not yet over
 * @param period seconds
 */
public record Window(long from, long to, int period) {

    public static Window until(Instant now, Duration length, int period) {
        long to = Math.floorDiv(now.getEpochSecond(), period) * period + period;
        return new Window(to - length.toSeconds(), to, period);
    }

    /** The first second of each period. */
    public List<Long> times() {
        return LongStream.iterate(from, time -> time < to, time -> time + period)
                .boxed()
                .toList();
    }

    /** Whether that period is the one that goes on, so that its sum is not yet what it will be. */
    public boolean goesOn(long time) {
        return time + period >= to;
    }
}
