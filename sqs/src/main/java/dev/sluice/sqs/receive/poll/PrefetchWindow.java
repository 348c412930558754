package dev.sluice.sqs.receive.poll;

import dev.sluice.sqs.receive.order.ReadyQueue;

/**
 * How many more messages of a queue may come: what the stream has asked for, and a little more while messages go to work
 * fast, so that the next poll travels while the last one's messages are being worked on. A slow worker hoards nothing.
 */
public final class PrefetchWindow {

    /** The prefetch covers this much time at the present pace: some round trips to SQS. */
    private static final double PREFETCH_SECONDS = 0.25;
    /** Bytes that wait here at most, so that messages of the largest size cannot fill the memory. */
    private static final long MAX_WAITING_BYTES = 16 * 1024 * 1024;

    private final int maxPrefetch;
    private final Demand demand;
    private final ReadyQueue ready;
    private final Throughput throughput = new Throughput(System.nanoTime());

    /**
     * @param maxPrefetch the most messages beyond the demand
     * @param ready those that wait here
     */
    public PrefetchWindow(int maxPrefetch, Demand demand, ReadyQueue ready) {
        this.maxPrefetch = maxPrefetch;
        this.demand = demand;
        this.ready = ready;
    }

    /** A message goes to work. */
    public void wentToWork() {
        throughput.add();
    }

    /**
     * Messages that may come now; zero or less for none.
     *
     * @param heldBack how many of those that wait cannot go to work for a while, and so take no room from others
     */
    public int messages(int heldBack) {
        double prefetch = Math.min(maxPrefetch, throughput.perSecond(System.nanoTime()) * PREFETCH_SECONDS);
        long byDemand = Math.min(demand.now(), Integer.MAX_VALUE / 2);
        long byCount = byDemand + (long) prefetch - (ready.size() - heldBack);
        long byBytes = (long) ((MAX_WAITING_BYTES - ready.bytes()) / Math.max(1, ready.usualBytes()));
        return (int) Math.min(byCount, byBytes);
    }
}
