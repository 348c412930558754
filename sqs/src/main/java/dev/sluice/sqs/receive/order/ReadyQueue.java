package dev.sluice.sqs.receive.order;

import java.util.List;

import dev.sluice.sqs.receive.lease.Lease;

/** The messages of one queue that have come and that nobody works on yet; says which may go to work next. */
public interface ReadyQueue {

    void add(Lease lease);

    /** Whether a message may go to work now. */
    boolean hasNext();

    /** Takes the next message; only if there is one. */
    Lease next();

    /** How many others wait until this message, which is in work, has come to its end. */
    default int followers(Lease lease) {
        return 0;
    }

    /** Puts a message that is in work, and {@link #followers followed}, back before those that follow it. */
    default void putBack(Lease lease) {
        throw new IllegalStateException(
                "Nothing waits for the message " + lease.message().messageId());
    }

    /**
     * A message's lease is over, whether it was waiting or in work.
     *
     * @return what no longer waits because of that: the message itself if it did, and those that may not go before it
     */
    List<Lease> over(Lease lease);

    /** Takes all that wait. */
    List<Lease> removeAll();

    /** For a standard queue in the order of arrival, for a FIFO queue in the order of its message groups. */
    static ReadyQueue in(boolean fifoQueue) {
        return fifoQueue ? new FifoReadyQueue() : new StandardReadyQueue();
    }
}
