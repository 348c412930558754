package dev.sluice.scaling.world;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * What is asked of the fleet.
 *
 * @param length how long it goes on
 * @param jobsPerSecond the mean, by the second since the start
 * @param secondsPerJob how long a job that starts in this second is in its handler on average, in whole seconds from 1
 * @param workers for such jobs
 * @param acceptableLatency seconds (ACCEPTABLE_LATENCY)
 */
public record Load(
        String name,
        String description,
        Duration length,
        IntToDoubleFunction jobsPerSecond,
        IntUnaryOperator secondsPerJob,
        Workers workers,
        int acceptableLatency) {

    /**
     * Workers as an environment file describes them.
     *
     * @param concurrency CONCURRENCY
     * @param timePerJob TIME_PER_JOB, seconds
     */
    public record Workers(int concurrency, double timePerJob) {

        /** How many jobs one worker does within so many seconds. */
        public int jobsIn(int seconds) {
            return (int) Math.round(seconds * concurrency / timePerJob);
        }
    }

    /** Equal seeds give equal demands, on any machine: {@link Random}'s sequence is specified. */
    public Demand demand(long seed) {
        Random random = new Random(seed);
        int seconds = (int) length.toSeconds();
        int[] jobs = new int[seconds];
        int[] times = new int[seconds];
        for (int second = 0; second < seconds; second++) {
            jobs[second] = poisson(jobsPerSecond.applyAsDouble(second), random);
            times[second] = secondsPerJob.applyAsInt(second);
        }
        return new Demand(jobs, times);
    }

    /** How many come when so many are to be expected: the Poisson distribution, or what is close to it for many. */
    private static int poisson(double mean, Random random) {
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
