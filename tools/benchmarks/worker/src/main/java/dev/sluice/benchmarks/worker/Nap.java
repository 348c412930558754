package dev.sluice.benchmarks.worker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import dev.sluice.job.JobType;

/**
 * A job that waits, as most jobs do.
 *
 * @param millis how long; with 0 it is a no-op that has a virtual thread
 */
@JobType("nap")
public record Nap(@Min(0) @Max(60_000) int millis) {}
