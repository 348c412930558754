package dev.sluice.catalog.deployment;

import dev.sluice.job.JobType;

/** What {@link LiveReloadTest} adds to a running service; it is compiled from its source there. */
@JobType("late")
public record LiveReloadPayload(String first) {}
