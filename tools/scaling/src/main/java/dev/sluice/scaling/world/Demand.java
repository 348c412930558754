package dev.sluice.scaling.world;

/**
 * One day of a {@link Load}, by chance: what comes in each second, and how long it takes.
 *
 * @param jobs that come in each second
 * @param secondsPerJob on average, for those that start in this second
 */
public record Demand(int[] jobs, int[] secondsPerJob) {}
