package dev.sluice.acceptance.outage;

import java.time.Duration;

import dev.sluice.testkit.Fault;

/**
 * What came of an outage.
 *
 * @param noticed when the worker's readiness said so, from the beginning
 * @param attempts requests that the worker made meanwhile
 * @param liveness the status of its liveness at the end
 * @param trouble what its readiness said
 * @param recovered when a job that was submitted meanwhile was done, from the mending
 */
record Outage(
        Fault fault,
        Duration lasted,
        Duration noticed,
        long attempts,
        int liveness,
        String trouble,
        Duration recovered) {

    private static final int QUEUES = 2;

    /** No busy loop: two in a second for each queue, and some at the beginning, while the pauses are short. */
    long mostAttempts() {
        return QUEUES * (2 * lasted.toSeconds() + 10);
    }
}
