package dev.sluice.devservices.server.dashboard;

/**
 * How much is in a queue.
 *
 * @param visible messages that wait
 * @param inFlight messages that somebody has received and holds
 * @param delayed messages that wait for their delay to end
 * @param deadLetters its dead-letter queue, {@code null} if it has none
 */
record QueueDepth(String name, long visible, long inFlight, long delayed, DeadLetters deadLetters) {

    /** How many messages have failed for good. */
    record DeadLetters(String name, long visible) {}

    /** Everything that is to be done. */
    long backlog() {
        return visible + delayed;
    }

    long dead() {
        return deadLetters == null ? 0 : deadLetters.visible();
    }
}
