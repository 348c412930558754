package dev.sluice.worker.job;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;

/**
 * So many jobs in any period of this length, at most: written {@code 10/1S}.
 *
 * @param jobs 1 to 100,000
 * @param period from 1 ms to one day
 */
public record Rate(int jobs, Duration period) {

    /** The times of so many starts are kept, eight bytes each. */
    private static final int MOST_JOBS = 100_000;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public Rate {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException("A rate has 1 to 100,000 jobs, not " + jobs);
        }
        if (period == null || period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A rate's period lasts from 1 ms to one day, not " + period);
        }
    }

    /**
     * Reads the written form, as the configuration does: a number, a slash, and a duration in the form of all others.
     *
     * @throws IllegalArgumentException if the text is none or out of bounds
     */
    public static Rate of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("A rate is written like 10/1S, not \"" + text + "\"");
        }
        return new Rate(Integer.parseInt(parts[0].strip()), DurationConverter.parseDuration(parts[1].strip()));
    }

    @Override
    public String toString() {
        return jobs + "/" + period;
    }
}
