package dev.sluice.worker.probe;

import dev.sluice.job.JobType;

/** A job whose blocking handler fails at the first attempt with an exception that cannot say why. */
@JobType("speechless")
public record Speechless() {}
