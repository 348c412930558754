package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.meter.QueueMeters;
import dev.sluice.sqs.meter.Recorder;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.HeldMessages;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.order.ReadyQueue;
import dev.sluice.sqs.receive.poll.PollResult;
import dev.sluice.sqs.receive.poll.Poller;
import dev.sluice.sqs.receive.settle.Retries;
import dev.sluice.sqs.receive.settle.Settlement;
import dev.sluice.sqs.wire.MessageClient;

/**
 * One queue of an incoming channel: its polls, the messages that wait here, and the leases on all that it gave.
 */
final class QueueReceiver {

    /** When this many settlements have no answer, the queue has trouble enough. */
    private static final int MAX_UNSETTLED = 1_000;
    /** Followers of heads that rest until their next try, at most, that take no room from other groups. */
    private static final int MAX_HELD_BACK = 200;

    private final SqsQueue queue;
    private final IncomingSettings settings;
    private final Runnable change;
    private final PrefetchWindow room;
    private final Poller poller;
    private final Settlement settlement;
    private final Retries tries;
    private final LeaseKeeper keeper;
    private final Recorder received;
    private final Recorder duplicates;
    private final BacklogAge backlog = new BacklogAge(System::currentTimeMillis);
    private final ReadyQueue waiting;
    private final HeldMessages here = new HeldMessages();
    /** Whether there was trouble since it was last certain that no finished message is left to be deleted late. */
    private boolean wasInTrouble;

    private final CompletableFuture<Void> pollsOver = new CompletableFuture<>();
    private boolean stopped;

    /**
     * @param demand how many messages the stream would take now
     * @param change run when there may be messages to go to work that were not there before
     */
    QueueReceiver(
            Loop loop,
            MessageClient client,
            SqsQueue queue,
            IncomingSettings settings,
            MeterRegistry meters,
            IntSupplier demand,
            Runnable change) {
        this.queue = queue;
        this.settings = settings;
        this.change = change;
        this.room = new PrefetchWindow(settings.maxPrefetch(), demand);
        this.waiting = ReadyQueue.in(queue.isFifo());
        this.settlement = new Settlement(
                loop, client, queue, settings.settleLinger(), settings.renewAtStop(), meters, this::over);
        this.tries = new Retries(
                loop,
                queue,
                settlement,
                settings.leaseLimit(),
                lease -> waiting.followers(lease) > 0,
                this::waitsAgain);
        this.keeper = new LeaseKeeper(loop, settlement, settings.visibilityTimeout(), settings.leaseLimit());
        var ofQueue = new QueueMeters(meters, queue.name());
        this.received = ofQueue.recorder(SqsMeter.RECEIVED);
        this.duplicates = ofQueue.recorder(SqsMeter.DUPLICATE);
        ofQueue.gauge(SqsMeter.HELD, here, HeldMessages::count);
        ofQueue.gauge(SqsMeter.BACKLOG_AGE, backlog, BacklogAge::seconds);
        this.poller = new Poller(loop, client, queue, settings, this::room, this::received);
        queue.health().onTrouble(() -> loop.execute(this::inTrouble));
    }

    SqsQueue queue() {
        return queue;
    }

    Settlement settlement() {
        return settlement;
    }

    Retries tries() {
        return tries;
    }

    /** Whether a message waits that may go to work now. */
    boolean hasNext() {
        return waiting.hasNext();
    }

    /** Takes the message that goes to work next. */
    Lease take() {
        Lease lease = waiting.next();
        room.wentToWork(lease);
        return lease;
    }

    /** Polls if there is room. */
    void poll() {
        poller.poll();
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
            tries.stop();
            giveBack(waiting.removeAll(), settlement::giveBackUntried);
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
        poller.close();
    }

    private int room() {
        if (settlement.unanswered() >= MAX_UNSETTLED || hasLateDeletes()) {
            return 0;
        }
        int heldBack = tries.resting().stream().mapToInt(waiting::followers).sum();
        return room.messages(Math.min(heldBack, MAX_HELD_BACK));
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
                keeper.held().stream().anyMatch(lease -> lease.state() == Lease.State.SETTLING && lease.hasEnded(now));
        wasInTrouble = late || !queue.health().about(SqsOperation.RECEIVE).isOk();
        return late;
    }

    private void received(PollResult arrival) {
        List<Message> messages = arrival.messages();
        backlog.seen(messages, arrival.full());
        received.record(messages.size());
        if (!messages.isEmpty()) {
            // What becomes of one that fails depends on it: so it is asked for in time.
            queue.maxReceiveCount();
        }
        for (Message message : messages) {
            Lease held = here.holding(message);
            if (held != null) {
                duplicates.increment();
                held.redelivered(message, arrival.deliveredAt(), settings.visibilityTimeout());
                continue;
            }
            Lease lease = new Lease(message, arrival.deliveredAt(), settings.visibilityTimeout());
            keeper.keep(lease);
            here.add(lease);
            if (settlement.isDone(lease)) {
                duplicates.increment();
                settlement.complete(lease);
            } else {
                waiting.add(lease);
                room.entered(lease);
            }
        }
        change.run();
    }

    private void waitsAgain(Lease lease) {
        waiting.putBack(lease);
        room.entered(lease);
        change.run();
    }

    private void over(Lease lease) {
        keeper.release(lease);
        here.remove(lease);
        tries.over(lease);
        boolean hadNext = waiting.hasNext();
        giveBack(waiting.over(lease), follower -> settlement.giveBack(follower, Duration.ZERO));
        if (waiting.hasNext() && !hadNext) {
            change.run();
        }
        poller.poll();
    }

    /** Gives back what no longer waits; the queue has nothing to be told of one that is lost. */
    private void giveBack(List<Lease> leases, Consumer<Lease> way) {
        for (Lease lease : leases) {
            room.left(lease);
            if (!lease.state().isOver()) {
                way.accept(lease);
            }
        }
    }
}
