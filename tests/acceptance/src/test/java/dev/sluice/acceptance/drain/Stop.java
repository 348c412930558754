package dev.sluice.acceptance.drain;

import java.time.Duration;

/**
 * The end of a worker.
 *
 * @param status its exit status
 * @param took from the signal to the end
 * @param begun the jobs that it had begun
 * @param hidden messages that the queue still hid right after the end
 * @param left messages that the queue showed then
 */
record Stop(int status, Duration took, long begun, int hidden, int left) {}
