package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.batch.Batcher;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.loop.CoalescedTask;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.meter.QueueMeters;
import dev.sluice.sqs.meter.Recorder;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.lease.LeaseKeeper;
import dev.sluice.sqs.receive.order.ReadyQueue;
import dev.sluice.sqs.receive.poll.BacklogAge;
import dev.sluice.sqs.receive.poll.Demand;
import dev.sluice.sqs.receive.poll.PollResult;
import dev.sluice.sqs.receive.poll.Poller;
import dev.sluice.sqs.receive.poll.Polls;
import dev.sluice.sqs.receive.poll.PrefetchWindow;
import dev.sluice.sqs.receive.settle.Retries;
import dev.sluice.sqs.receive.settle.Settlement;
import dev.sluice.sqs.wire.QueueClient;
import dev.sluice.sqs.wire.SqsEndpoint;
import dev.sluice.sqs.wire.VisibilityChange;

/**
 * The way in from one queue: polls it, takes leases on what comes, and keeps that ready until the channel emits it. All on the
 * loop.
 */
final class QueueReceiver {

    /** When this many settlements have no answer, the queue has trouble enough. */
    private static final int MAX_UNSETTLED = 1_000;
    /**
     * Messages, at most, that wait behind others of their group and take no room from other groups. Enough for fifty groups that
     * come ten at a time; to hold them costs no other worker anything, since the queue gives none of a group that is in flight.
     */
    private static final int MAX_HELD_BACK = 500;

    private final SqsQueue queue;
    private final CoalescedTask emission;
    private final PrefetchWindow window;
    private final Poller poller;
    private final Polls polls;
    private final LeaseKeeper leases;
    private final ReadyQueue ready;
    private final Settlement settlement;
    private final Retries retries;
    private final Recorder received;
    private final Recorder duplicates;

    /** Whether there was trouble since it was last certain that no finished message is left to be deleted late. */
    private boolean wasInTrouble;

    private final CompletableFuture<Void> pollsOver = new CompletableFuture<>();
    private boolean stopped;

    /** @param emission asked for when there may be messages to go to work that were not there before */
    QueueReceiver(
            Loop loop,
            SqsEndpoint endpoint,
            SqsQueue queue,
            IncomingSettings settings,
            MeterRegistry registry,
            Demand demand,
            CoalescedTask emission) {
        QueueClient client = endpoint.client(queue);
        QueueMeters meters = new QueueMeters(registry, queue.name());
        Duration linger = settings.settleLinger();
        Batcher<VisibilityChange, Void> visibility = Settlement.visibility(loop, client, linger);
        this.queue = queue;
        this.emission = emission;
        this.poller = new Poller(loop, client, settings);
        this.polls = new Polls(loop, poller, this::room, this::take);
        this.leases = new LeaseKeeper(
                loop,
                queue.name(),
                visibility,
                settings.visibilityTimeout(),
                settings.leaseLimit(),
                meters.recorder(SqsMeter.LEASES_LOST),
                this::ended);
        this.ready = ReadyQueue.of(queue.isFifo());
        this.window = new PrefetchWindow(settings.maxPrefetch(), demand, ready);
        this.settlement =
                new Settlement(loop, endpoint, client, leases, visibility, linger, settings.renewAtStop(), registry);
        this.retries = new Retries(loop, queue, leases, settlement, ready, emission, settings.leaseLimit());
        this.received = meters.recorder(SqsMeter.RECEIVED);
        this.duplicates = meters.recorder(SqsMeter.DUPLICATE);
        meters.gauge(SqsMeter.HELD, leases, LeaseKeeper::count);
        meters.gauge(SqsMeter.BACKLOG_AGE, poller.backlog(), BacklogAge::seconds);
        queue.health().onTrouble(() -> loop.execute(this::inTrouble));
    }

    SqsQueue queue() {
        return queue;
    }

    Settlement settlement() {
        return settlement;
    }

    Retries retries() {
        return retries;
    }

    /** Poll → lease → emit: polls as long as there is room; what comes is leased, and the channel emits it, which makes room. */
    void receive() {
        polls.start();
    }

    /** Whether a message is ready to go to work. */
    boolean hasNext() {
        return ready.hasNext();
    }

    /** Takes the message that goes to work next. */
    Lease take() {
        window.wentToWork();
        return ready.next();
    }

    /** The right to a message is gone, or must be taken for gone. */
    void lose(Lease lease) {
        leases.lose(lease);
    }

    /**
     * Stops asking for more and gives back what nobody has begun, as soon as no poll of its own can take it once more.
     * To be called again until then.
     */
    void stop() {
        if (!stopped) {
            stopped = true;
            poller.stop();
            settlement.drain(pollsOver);
        }
        if (poller.underWay() == 0) {
            pollsOver.complete(null);
            retries.stop();
            for (Lease lease : ready.removeAll()) {
                if (!lease.state().isOver()) {
                    settlement.giveBackUntried(lease);
                }
            }
        }
    }

    /** Ends the polls that have waited this long for an answer. */
    void abortPolls(Duration age) {
        poller.abort(age);
    }

    int pollsUnderWay() {
        return poller.underWay();
    }

    /** Takes the messages away from whoever still holds them and gives them back. */
    void giveBackAll() {
        for (Lease lease : List.copyOf(leases.held())) {
            settlement.giveBack(lease, Duration.ZERO);
            lease.lose();
        }
    }

    /** Messages that are here, waiting, in work or in settlement. */
    int held() {
        return leases.held().size();
    }

    int unanswered() {
        return settlement.unanswered();
    }

    void close() {
        leases.close();
        poller.close();
    }

    private int room() {
        if (settlement.unanswered() >= MAX_UNSETTLED || hasLateDeletes()) {
            return 0;
        }
        return window.messages(Math.min(ready.heldBack(), MAX_HELD_BACK));
    }

    private void inTrouble() {
        wasInTrouble = true;
        poller.abort(Duration.ZERO);
    }

    /**
     * After an outage that was longer than the leases, messages that are done come back if the first poll is quicker than
     * their deletes; so those go first.
     */
    private boolean hasLateDeletes() {
        if (!wasInTrouble) {
            return false;
        }
        long now = System.nanoTime();
        boolean late =
                leases.held().stream().anyMatch(lease -> lease.state() == Lease.State.SETTLING && lease.hasEnded(now));
        wasInTrouble = late || !queue.health().about(SqsOperation.RECEIVE).isOk();
        return late;
    }

    private void take(PollResult result) {
        try {
            lease(result.messages(), result.deliveredAt());
        } finally {
            emission.request();
        }
    }

    private void lease(List<Message> messages, long deliveredAt) {
        received.record(messages.size());
        if (!messages.isEmpty()) {
            // What becomes of one that fails depends on it: so it is asked for in time.
            queue.maxReceiveCount();
        }
        for (Message message : messages) {
            if (leases.goOn(message, deliveredAt)) {
                duplicates.increment();
                continue;
            }
            Lease lease = leases.lease(message, deliveredAt);
            if (settlement.isDone(lease)) {
                duplicates.increment();
                settlement.complete(lease);
            } else {
                ready.add(lease);
            }
        }
    }

    /** A lease is over: whatever stood behind it in its message group goes on, or back. */
    private void ended(Lease lease) {
        retries.ended(lease);
        boolean hadNext = ready.hasNext();
        for (Lease follower : ready.over(lease)) {
            if (!follower.state().isOver()) {
                settlement.giveBack(follower, Duration.ZERO);
            }
        }
        if (ready.hasNext() && !hadNext) {
            emission.request();
        }
        receive();
    }
}
