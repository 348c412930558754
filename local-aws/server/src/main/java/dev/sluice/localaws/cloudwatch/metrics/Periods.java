package dev.sluice.localaws.cloudwatch.metrics;

import java.util.Set;
import java.util.stream.LongStream;

/**
 * A stretch of time and its division.
 *
 * @param from the first second
 * @param to the second after the last
 * @param length of a period in seconds; the first starts at {@code from}
 */
public record Periods(long from, long to, int length) {

    /** What is finer than a minute, in seconds; anything else is whole minutes. */
    private static final Set<Integer> FINE = Set.of(1, 5, 10, 20, 30);

    /** Whole periods since 1970 that touch that stretch of time. */
    public static Periods aligned(long from, long to, int length) {
        return new Periods(floor(from, length), to, length);
    }

    /** Whether CloudWatch has periods of so many seconds. */
    public static boolean isLength(Integer seconds) {
        return seconds != null && seconds > 0 && (FINE.contains(seconds) || seconds % 60 == 0);
    }

    /** The first second of the period with that second. */
    public long containing(long second) {
        return from + floor(second - from, length);
    }

    /** How many there are. */
    public long count() {
        return Math.max(0, Math.ceilDiv(to - from, (long) length));
    }

    /** The first second of each. */
    public LongStream starts() {
        return LongStream.iterate(from, start -> start < to, start -> start + length);
    }

    private static long floor(long second, int length) {
        return Math.floorDiv(second, length) * length;
    }
}
