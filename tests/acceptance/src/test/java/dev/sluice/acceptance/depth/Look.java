package dev.sluice.acceptance.depth;

/**
 * A look at a worker.
 *
 * @param seconds since the first look
 * @param begun jobs so far
 * @param inFlight messages that the queue has given it and that it has not settled
 * @param megabytes its resident set
 */
record Look(double seconds, long begun, int inFlight, long megabytes) {}
