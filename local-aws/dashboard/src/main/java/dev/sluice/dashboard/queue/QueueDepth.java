package dev.sluice.dashboard.queue;

/**
 * How much is in a queue.
 *
 * @param visible messages that wait
 * @param inFlight messages that a worker has received and holds
 * @param retrying messages that are hidden and that nobody holds: they wait for their next try, or for the end of a lease
 *     that its worker has lost
 * @param delayed messages that wait for their delay to end
 * @param deadLetters its dead-letter queue, {@code null} if it has none
 */
public record QueueDepth(
        String name, long visible, long inFlight, long retrying, long delayed, DeadLetters deadLetters) {

    /**
     * The messages that have failed for good.
     *
     * @param count all of them, also those that somebody looks at
     * @param moving how far a redrive is that was started here and goes on, {@code null} if none does
     */
    public record DeadLetters(String name, long count, Moving moving) {}

    /** How far a redrive is. */
    public record Moving(long moved, long of) {}

    /** The same, where so many of those that SQS hides wait for their next try. */
    public QueueDepth with(long waitingForTheirNextTry) {
        long hidden = inFlight + retrying;
        long waiting = Math.min(hidden, waitingForTheirNextTry);
        return new QueueDepth(name, visible, hidden - waiting, waiting, delayed, deadLetters);
    }

    /** Everything that is to be done and that no worker has. */
    public long backlog() {
        return visible + retrying + delayed;
    }

    /** {@code null} if it has none. */
    public String deadLetterQueue() {
        return deadLetters == null ? null : deadLetters.name();
    }

    public long dead() {
        return deadLetters == null ? 0 : deadLetters.count();
    }
}
