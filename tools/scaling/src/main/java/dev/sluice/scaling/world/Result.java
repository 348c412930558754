package dev.sluice.scaling.world;

import java.util.List;

/**
 * What a run came to.
 *
 * @param ages how long the oldest message had waited, in seconds, in each second, ascending
 * @param reversals how often the fleet was changed in one direction and back again within half an hour
 * @param interrupted jobs that were given back when their instance went
 */
public record Result(int[] ages, double instanceHours, int reversals, long interrupted, List<Minute> minutes) {

    /** The state at the end of a minute. */
    public record Minute(double arrivalsPerSecond, long visible, int age, int instances) {}

    /** @param share 0 to 1 */
    public int age(double share) {
        return ages[(int) Math.min(ages.length - 1L, Math.round(share * (ages.length - 1)))];
    }

    /** Hours in which the oldest message had waited for longer than this. */
    public double hoursOlderThan(int seconds) {
        int older = 0;
        for (int i = ages.length - 1; i >= 0 && ages[i] > seconds; i--) {
            older++;
        }
        return older / 3600.0;
    }
}
