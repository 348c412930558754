package dev.sluice.benchmarks;

import java.time.Duration;

/**
 * How much of everything.
 *
 * @param rounds measured rounds of each subject, in turns
 * @param warmUps rounds before those: a JVM compiles for a long time, so subjects are compared after equal numbers of them
 * @param jobs in one round, a multiple of ten
 * @param naps 50 ms jobs in one round, a multiple of ten
 * @param starts of each process
 * @param settle how long an idle process is left alone before its memory is read
 * @param latency length of one round of arrivals at a fixed rate
 * @param rate of those, in jobs a second
 * @param deep messages in the deep queue, a multiple of ten
 * @param deepWindow length of one round at the deep queue
 */
public record Scale(
        int rounds,
        int warmUps,
        int jobs,
        int naps,
        int starts,
        Duration settle,
        Duration latency,
        int rate,
        int deep,
        Duration deepWindow) {

    /** For numbers to quote; takes most of an hour for both variants. */
    public static Scale full() {
        return new Scale(
                5,
                10,
                20_000,
                5_000,
                10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                500,
                1_000_000,
                Duration.ofSeconds(5));
    }

    /** To see that all works; its numbers say nothing. */
    public static Scale brief() {
        return new Scale(
                1, 0, 500, 100, 1, Duration.ofMillis(500), Duration.ofSeconds(1), 50, 5_000, Duration.ofMillis(500));
    }

    Scale withRounds(int rounds) {
        return new Scale(rounds, warmUps, jobs, naps, starts, settle, latency, rate, deep, deepWindow);
    }

    Scale withWarmUps(int warmUps) {
        return new Scale(rounds, warmUps, jobs, naps, starts, settle, latency, rate, deep, deepWindow);
    }

    Scale withJobs(int jobs) {
        return new Scale(rounds, warmUps, jobs, naps, starts, settle, latency, rate, deep, deepWindow);
    }

    Scale withRate(int rate) {
        return new Scale(rounds, warmUps, jobs, naps, starts, settle, latency, rate, deep, deepWindow);
    }
}
