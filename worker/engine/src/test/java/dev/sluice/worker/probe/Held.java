package dev.sluice.worker.probe;

import dev.sluice.job.JobType;

/**
 * A job that takes as long as the test wants.
 *
 * @param stubborn whether it goes on although it is interrupted
 */
@JobType("held")
public record Held(boolean stubborn) {}
