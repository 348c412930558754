package dev.sluice.worker.probe;

import dev.sluice.job.JobType;

/** As {@link Traced}, with a blocking handler. */
@JobType("traced-blocking")
public record TracedBlocking() {}
