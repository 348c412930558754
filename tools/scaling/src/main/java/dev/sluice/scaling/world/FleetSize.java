package dev.sluice.scaling.world;

/**
 * The bounds of a fleet.
 *
 * @param slots jobs in work at once in one worker (CONCURRENCY)
 */
public record FleetSize(int min, int max, int slots) {}
