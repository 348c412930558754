package dev.sluice.scaling.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The loads that are simulated: three of short jobs, of which a worker does 50 in a second, and one of long jobs. */
public final class Loads {

    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;

    /** As the environment files have them to begin with. */
    public static final Load.Workers SHORT_JOBS = new Load.Workers(50, 1);

    private static final int TIME_PER_LONG_JOB = 300;

    /** Seconds. */
    private static final int RUSH = 600;

    private static final int RUSH_EVERY = 11 * HOUR + RUSH;

    public static final Load DAILY_WAVE = new Load(
            "daily wave",
            "24 hours, from 20 jobs/s at night to 320 at noon",
            Duration.ofDays(1),
            second -> 20 + 150 * (1 - StrictMath.cos(2 * StrictMath.PI * second / DAY)),
            second -> 1,
            SHORT_JOBS,
            60);

    /** When a burst begins, and how many jobs come within its two minutes. */
    private record Burst(int second, int jobs) {
        static final int LENGTH = 120;

        boolean isOn(int now) {
            return now >= second && now < second + LENGTH;
        }
    }

    /** Of 10,000 to 80,000 jobs, which is four to 27 minutes' work of one worker. */
    private static final List<Burst> BURSTS = bursts(new Random(7));

    public static final Load BURSTS_OF_JOBS = new Load(
            "bursts",
            "24 hours of 20 jobs/s, and 10,000 to 80,000 jobs within two minutes every one to two hours",
            Duration.ofDays(1),
            second -> 20
                    + BURSTS.stream()
                            .filter(burst -> burst.isOn(second))
                            .mapToDouble(burst -> (double) burst.jobs / Burst.LENGTH)
                            .sum(),
            second -> 1,
            SHORT_JOBS,
            60);

    public static final Load SLOW_DOWNSTREAM = new Load(
            "slow downstream",
            "12 hours of 100 jobs/s, which take five times as long from hour 3 to hour 5",
            Duration.ofHours(12),
            second -> 100,
            second -> second >= 3 * HOUR && second < 5 * HOUR ? 5 : 1,
            SHORT_JOBS,
            60);

    public static final Load LONG_JOBS = new Load(
            "long jobs",
            "24 hours of 20 to 200 jobs an hour, five minutes each",
            Duration.ofDays(1),
            second -> (20 + 90 * (1 - StrictMath.cos(2 * StrictMath.PI * second / DAY))) / HOUR,
            second -> TIME_PER_LONG_JOB,
            new Load.Workers(4, TIME_PER_LONG_JOB),
            600);

    /** Not for the search: nothing happens for most of it. */
    public static final Load AFTER_THE_RUSH = new Load(
            "after the rush",
            "80,000 jobs within ten minutes, 11 idle hours, and the same again",
            Duration.ofHours(13),
            second -> second % RUSH_EVERY < RUSH ? 80_000.0 / RUSH : 0,
            second -> 1,
            SHORT_JOBS,
            60);

    public static final List<Load> ALL =
            List.of(DAILY_WAVE, BURSTS_OF_JOBS, SLOW_DOWNSTREAM, LONG_JOBS, AFTER_THE_RUSH);

    /** Those of short jobs that the thresholds are to be good for. */
    public static final List<Load> SEARCHED = List.of(DAILY_WAVE, BURSTS_OF_JOBS, SLOW_DOWNSTREAM);

    private Loads() {}

    private static List<Burst> bursts(Random random) {
        List<Burst> bursts = new ArrayList<>();
        for (int second = HOUR; second < DAY - HOUR; second += random.nextInt(HOUR, 2 * HOUR)) {
            bursts.add(new Burst(second, random.nextInt(10_000, 80_001)));
        }
        return List.copyOf(bursts);
    }
}
