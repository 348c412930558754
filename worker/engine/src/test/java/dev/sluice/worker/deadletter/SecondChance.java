package dev.sluice.worker.deadletter;

import dev.sluice.job.JobType;

/** A job that is rejected the first time, and done when it comes again. */
@JobType("second-chance")
public record SecondChance() {}
