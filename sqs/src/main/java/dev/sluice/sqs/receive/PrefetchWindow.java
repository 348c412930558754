package dev.sluice.sqs.receive;

import java.util.function.IntSupplier;

import dev.sluice.sqs.receive.lease.Lease;

/**
 * How many more messages of a queue may come: what the stream has asked for, and a little more while messages go to work
 * fast, so that the next poll travels while the last one's messages are being worked on. A slow worker hoards nothing.
 */
final class PrefetchWindow {

    /** The prefetch covers this much time at the present pace: some round trips to SQS. */
    private static final double PREFETCH_SECONDS = 0.25;
    /** Bytes that wait here at most, so that messages of the largest size cannot fill the memory. */
    private static final long MAX_WAITING_BYTES = 16 * 1024 * 1024;
    /** How much one message changes the estimate of a message's size. */
    private static final double WEIGHT = 0.125;

    private final int maxPrefetch;
    private final IntSupplier demand;
    private final Throughput throughput = new Throughput(System.nanoTime());
    private int waiting;
    private long waitingBytes;
    private double usualBytes;

    /**
     * @param maxPrefetch the most messages beyond the demand
     * @param demand how many messages the stream would take now
     */
    PrefetchWindow(int maxPrefetch, IntSupplier demand) {
        this.maxPrefetch = maxPrefetch;
        this.demand = demand;
    }

    /** The message has come and waits. */
    void entered(Lease lease) {
        waiting++;
        waitingBytes += lease.bytes();
        usualBytes += WEIGHT * (lease.bytes() - usualBytes);
    }

    /** The message waits no more: it goes back, or is lost. */
    void left(Lease lease) {
        waiting--;
        waitingBytes -= lease.bytes();
    }

    /** The message waits no more: it goes to work. */
    void wentToWork(Lease lease) {
        left(lease);
        throughput.add();
    }

    /**
     * Messages that may come now; zero or less for none.
     *
     * @param heldBack how many of those that wait cannot go to work for a while, and so take no room from others
     */
    int messages(int heldBack) {
        double prefetch = Math.min(maxPrefetch, throughput.perSecond(System.nanoTime()) * PREFETCH_SECONDS);
        long byCount = (long) demand.getAsInt() + (long) prefetch - (waiting - heldBack);
        long byBytes = (long) ((MAX_WAITING_BYTES - waitingBytes) / Math.max(1, usualBytes));
        return (int) Math.min(byCount, byBytes);
    }
}
