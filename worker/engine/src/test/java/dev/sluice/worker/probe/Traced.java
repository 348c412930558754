package dev.sluice.worker.probe;

import dev.sluice.job.JobType;

/** A job whose reactive handler writes to the log and makes a span, at once and later. */
@JobType("traced")
public record Traced() {}
