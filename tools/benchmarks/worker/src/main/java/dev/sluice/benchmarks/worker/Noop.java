package dev.sluice.benchmarks.worker;

import dev.sluice.job.JobType;

/** A job that is nothing to do: what it costs is what a job costs. */
@JobType("noop")
public record Noop() {}
