package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.IntSupplier;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsQueue;

/**
 * One queue of an incoming channel: its polls, the messages that wait here, and the leases on all that it gave. It asks
 * for what the stream has asked of it, and for a little more while messages go to work fast, so that the next poll
 * travels while the last one's messages are being worked on. A slow worker hoards nothing.
 */
final class Intake {

    /** The prefetch covers this much time at the present pace: some round trips to SQS. */
    private static final double PREFETCH_SECONDS = 0.25;
    /** Bytes that wait here at most, so that messages of the largest size cannot fill the memory. */
    private static final int MAX_WAITING_BYTES = 16 * 1024 * 1024;
    /** When this many settlements have no answer, the queue has trouble enough. */
    private static final int MAX_UNSETTLED = 1_000;

    private final SqsQueue queue;
    private final IncomingSettings settings;
    private final IntSupplier demand;
    private final Runnable arrival;
    private final Poller poller;
    private final Settlement settlement;
    private final LeaseKeeper keeper;
    private final Throughput throughput = new Throughput(System.nanoTime());
    private final Queue<Lease> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /**
     * @param demand how many messages the stream would take now
     * @param arrival run when messages have come
     */
    Intake(
            Loop loop,
            SqsAsyncClient client,
            SqsQueue queue,
            IncomingSettings settings,
            IntSupplier demand,
            Runnable arrival) {
        this.queue = queue;
        this.settings = settings;
        this.demand = demand;
        this.arrival = arrival;
        this.settlement = new Settlement(loop, client, queue, settings.settleLinger(), this::over);
        this.keeper = new LeaseKeeper(loop, settlement, settings.visibilityTimeout(), settings.leaseLimit());
        this.poller = new Poller(loop, client, queue, settings, this::room, this::received);
    }

    SqsQueue queue() {
        return queue;
    }

    Settlement settlement() {
        return settlement;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Takes the message that has waited longest. */
    Lease take() {
        Lease lease = waiting.remove();
        waitingBytes -= lease.bytes();
        throughput.add();
        return lease;
    }

    /** Polls if there is room. */
    void poll() {
        poller.poll();
    }

    /** Stops asking for more and gives back at once what nobody has begun. */
    void stop() {
        poller.stop();
        while (hasWaiting()) {
            settlement.giveBack(take(), Duration.ZERO);
        }
        settlement.drain();
    }

    void abortPolls() {
        poller.abort();
    }

    int pollsUnderWay() {
        return poller.underWay();
    }

    /** Takes the messages away from whoever still holds them and gives them back. */
    void giveBackAll() {
        for (Lease lease : List.copyOf(keeper.held())) {
            settlement.giveBack(lease, Duration.ZERO);
            lease.lose();
        }
    }

    /** Messages that are here, waiting, in work or in settlement. */
    int held() {
        return keeper.held().size();
    }

    int unanswered() {
        return settlement.unanswered();
    }

    void close() {
        keeper.close();
    }

    private int room() {
        if (waitingBytes >= MAX_WAITING_BYTES || settlement.unanswered() >= MAX_UNSETTLED) {
            return 0;
        }
        double prefetch = Math.min(settings.maxPrefetch(), throughput.perSecond(System.nanoTime()) * PREFETCH_SECONDS);
        return demand.getAsInt() + (int) prefetch - waiting.size();
    }

    private void received(List<Message> messages) {
        long now = System.nanoTime();
        for (Message message : messages) {
            Lease lease = new Lease(message, now, settings.visibilityTimeout());
            keeper.keep(lease);
            waiting.add(lease);
            waitingBytes += lease.bytes();
        }
        arrival.run();
    }

    private void over(Lease lease) {
        keeper.release(lease);
        if (waiting.remove(lease)) {
            waitingBytes -= lease.bytes();
        }
        poller.poll();
    }
}
