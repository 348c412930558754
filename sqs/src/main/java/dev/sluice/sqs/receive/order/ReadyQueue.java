package dev.sluice.sqs.receive.order;

import java.util.List;

import dev.sluice.sqs.receive.lease.Lease;

/**
 * The messages of one queue that have come and that nobody works on yet; says which may go to work next, and how many and how
 * large they are. All on the loop.
 */
public abstract sealed class ReadyQueue permits StandardReadyQueue, FifoReadyQueue {

    /** How much one message changes the estimate of a message's size. */
    private static final double WEIGHT = 0.125;

    private int size;
    private long bytes;
    private double usualBytes;

    /** For a standard queue in the order of arrival, for a FIFO queue in the order of its message groups. */
    public static ReadyQueue of(boolean fifoQueue) {
        return fifoQueue ? new FifoReadyQueue() : new StandardReadyQueue();
    }

    public final void add(Lease lease) {
        entered(lease);
        append(lease);
    }

    /** Whether a message may go to work now. */
    public abstract boolean hasNext();

    /** Takes the next message; only if there is one. */
    public final Lease next() {
        Lease lease = remove();
        left(lease);
        return lease;
    }

    /** How many others wait until this message, which is in work, has come to its end. */
    public abstract int followers(Lease lease);

    /** How many of those that wait cannot go to work before another one of them, or one that is in work, has come to its end. */
    public abstract int heldBack();

    /** Puts a message that is in work, and {@link #followers followed}, back before those that follow it. */
    public final void putBack(Lease lease) {
        entered(lease);
        prepend(lease);
    }

    /**
     * A message's lease is over, whether it was waiting or in work.
     *
     * @return what no longer waits because of that: the message itself if it did, and those that may not go before it
     */
    public final List<Lease> over(Lease lease) {
        return left(removeOver(lease));
    }

    /** Takes all that wait. */
    public final List<Lease> removeAll() {
        return left(clear());
    }

    /** How many messages wait. */
    public final int size() {
        return size;
    }

    /** How large all of them are together. */
    public final long bytes() {
        return bytes;
    }

    /** How large a message is as a rule, by those that came last. */
    public final double usualBytes() {
        return usualBytes;
    }

    abstract void append(Lease lease);

    abstract void prepend(Lease lease);

    abstract Lease remove();

    abstract List<Lease> removeOver(Lease lease);

    abstract List<Lease> clear();

    private void entered(Lease lease) {
        size++;
        bytes += lease.bytes();
        usualBytes += WEIGHT * (lease.bytes() - usualBytes);
    }

    private List<Lease> left(List<Lease> removed) {
        if (!removed.isEmpty()) {
            removed.forEach(this::left);
        }
        return removed;
    }

    private void left(Lease lease) {
        size--;
        bytes -= lease.bytes();
    }
}
