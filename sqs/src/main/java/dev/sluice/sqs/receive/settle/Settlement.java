package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import dev.sluice.sqs.LeaseLostException;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.batch.BatchPolicy;
import dev.sluice.sqs.batch.EntryFailedException;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.meter.QueueMeters;
import dev.sluice.sqs.meter.Recorder;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.queue.SqsFailure;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.wire.MessageClient;

/**
 * Ends the leases of one queue, in one of three ways: the message is deleted, given back, or moved to the dead-letter
 * queue. A lease that is lost is not settled: the message is no longer this worker's to touch. All on the loop.
 */
public final class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 16;
    /** How long a finished job's delete is tried beyond the end of its lease: longer than outages usually last. */
    private static final Duration LATE_DELETE = Duration.ofMinutes(5);
    /** How long a rejected message stays out of the way when there is no dead-letter queue to put it in. */
    private static final Duration NO_DEAD_LETTER_QUEUE_DELAY = Duration.ofMinutes(15);

    private final Loop loop;
    private final SqsQueue queue;
    private final Deletion deletion;
    private final Visibility visibility;
    private final DeadLetterQueue deadLetters;
    /** None where messages that go back untried keep the receive that they have had. */
    private final Optional<Resender> renewal;

    private final RecentCompletions done = new RecentCompletions();
    private final Consumer<Lease> over;
    private final Recorder lostLeases;
    /** Completed unless the channel stops and polls of its own are still under way. */
    private CompletableFuture<Void> pollsOver = CompletableFuture.completedFuture(null);

    /**
     * @param renewsAtStop whether {@link #giveBackUntried} sends messages anew
     * @param over told of each lease that has ended, settled or lost
     */
    public Settlement(
            Loop loop,
            MessageClient client,
            SqsQueue queue,
            Duration linger,
            boolean renewsAtStop,
            MeterRegistry meters,
            Consumer<Lease> over) {
        var policy = new BatchPolicy(false, linger, Integer.MAX_VALUE, MAX_REQUESTS, CALL_TIMEOUT);
        this.loop = loop;
        this.queue = queue;
        this.deletion = new Deletion(loop, client, queue, policy);
        this.visibility = new Visibility(loop, client, queue, policy);
        this.deadLetters = new DeadLetterQueue(loop, client, queue, meters);
        // In a FIFO queue the copy would stand behind messages that were sent after it.
        this.renewal =
                renewsAtStop && !queue.isFifo() ? Optional.of(new Resender(loop, client, queue)) : Optional.empty();
        this.over = over;
        this.lostLeases = new QueueMeters(meters, queue.name()).recorder(SqsMeter.LEASES_LOST);
    }

    /**
     * Deletes the message: the job is done. It was done while the lease held, so the delete is tried for longer than
     * the lease: that an outage outlasts the lease is no reason to do the job again. If another worker has received the
     * message by then, the older receipt handle deletes nothing (Amazon SQS API Reference, DeleteMessage).
     */
    public CompletableFuture<Void> complete(Lease lease) {
        done.add(lease.message().messageId());
        if (!isHeld(lease)) {
            return lost(lease);
        }
        lease.become(Lease.State.SETTLING);
        return deletion.delete(lease, lease.left(System.nanoTime()).plus(LATE_DELETE))
                .whenComplete((nothing, failure) -> settled(lease, Lease.State.DELETED, failure));
    }

    /** Whether the message was completed before: then it needs no more than to be deleted. */
    public boolean isDone(Lease lease) {
        return done.contains(lease.message().messageId());
    }

    /**
     * Shows the message again after the delay. While the channel stops, a message that would be visible at once waits for the
     * end of the channel's polls: one of them could take it again just as it is aborted, and the message would stay hidden
     * with nobody to work on it.
     *
     * @param delay cut to what is left of the 12 hours that SQS hides a message after a receive
     */
    public CompletableFuture<Void> giveBack(Lease lease, Duration delay) {
        if (!isHeld(lease)) {
            return lost(lease);
        }
        if (delay.isZero() && !pollsOver.isDone()) {
            return pollsOver.thenCompose(over -> giveBack(lease, delay));
        }
        lease.become(Lease.State.SETTLING);
        long now = System.nanoTime();
        long seconds = Math.min(
                delay.plusMillis(999).toSeconds(), lease.longestVisibility(now).toSeconds());
        return visibility
                .change(lease, (int) seconds, lease.left(now))
                .whenComplete((nothing, failure) -> settled(lease, Lease.State.RETURNED, failure));
    }

    /**
     * Shows a message again at once that nobody has begun to work on, since the channel stops; if the channel renews
     * messages then, as one that was never received.
     */
    public CompletableFuture<Void> giveBackUntried(Lease lease) {
        return renewal.isEmpty() ? giveBack(lease, Duration.ZERO) : renew(lease, renewal.get());
    }

    /** As with the dead-letter queue, it is deleted only after the copy is safe. */
    private CompletableFuture<Void> renew(Lease lease, Resender by) {
        if (!isHeld(lease)) {
            return lost(lease);
        }
        if (!pollsOver.isDone()) {
            return pollsOver.thenCompose(over -> renew(lease, by));
        }
        lease.become(Lease.State.MOVING);
        return by.send(lease.message(), patience(lease))
                .handleAsync(
                        (sent, failure) -> {
                            if (lease.state() != Lease.State.MOVING) {
                                return lost(lease);
                            }
                            lease.become(Lease.State.HELD);
                            return failure == null ? complete(lease) : giveBack(lease, Duration.ZERO);
                        },
                        loop)
                .thenCompose(settled -> settled);
    }

    /** What is known of the dead-letter queue. */
    public QueueHealth deadLetterHealth() {
        return deadLetters.health();
    }

    /**
     * Moves the message to the dead-letter queue; it is deleted here only after it is safe there.
     *
     * @param otherwise what becomes of it if it cannot be moved now; given the time after which to try again, which grows
     */
    public CompletableFuture<Void> deadLetter(
            Lease lease, Map<String, String> attributes, Function<Duration, CompletableFuture<Void>> otherwise) {
        if (!isHeld(lease)) {
            return lost(lease);
        }
        lease.become(Lease.State.MOVING);
        return deadLetters
                .send(lease.message(), attributes, patience(lease))
                .handleAsync(
                        (sent, failure) -> {
                            if (lease.state() != Lease.State.MOVING) {
                                return lost(lease);
                            }
                            lease.become(Lease.State.HELD);
                            if (failure != null) {
                                // The health of the dead-letter queue tells it once for all messages.
                                LOG.debugf(
                                        "Message %s could not be moved to the dead-letter queue of %s: %s",
                                        lease.message().messageId(), queue.name(), SqsFailure.describe(failure));
                                return otherwise.apply(RedeliveryDelay.after(lease.nextTryAtMoving()));
                            }
                            if (!sent) {
                                LOG.warnf(
                                        "Queue %s has no dead-letter queue; message %s is given back instead",
                                        queue.name(), lease.message().messageId());
                                return giveBack(lease, NO_DEAD_LETTER_QUEUE_DELAY);
                            }
                            return complete(lease);
                        },
                        loop)
                .thenCompose(settled -> settled);
    }

    /** Leaves enough of the lease to give the message back if it cannot be moved. */
    private static Duration patience(Lease lease) {
        Duration half = lease.left(System.nanoTime()).dividedBy(2);
        return half.compareTo(CALL_TIMEOUT) < 0 ? half : CALL_TIMEOUT;
    }

    /** Asks the queue to hide the message for longer. */
    public CompletableFuture<Void> extend(Lease lease, Duration visibilityTimeout) {
        return visibility.change(lease, (int) visibilityTimeout.toSeconds(), lease.left(System.nanoTime()));
    }

    /** The right to the message is gone. */
    public void lose(Lease lease) {
        if (!lease.state().isOver()) {
            lease.become(Lease.State.LOST);
            lease.lose();
            over.accept(lease);
            lostLeases.increment();
            LOG.warnf(
                    "The lease on message %s of queue %s is lost; it will be delivered again",
                    lease.message().messageId(), queue.name());
        }
    }

    /** Requests' entries without an answer. */
    public int unanswered() {
        return deletion.unanswered()
                + visibility.unanswered()
                + deadLetters.unanswered()
                + renewal.map(Resender::unanswered).orElse(0);
    }

    /**
     * The channel stops: nothing waits for company any more.
     *
     * @param pollsOver completed, on the loop, when none of the queue's polls is under way
     */
    public void drain(CompletableFuture<Void> pollsOver) {
        this.pollsOver = pollsOver;
        deletion.drain();
        visibility.drain();
        deadLetters.drain();
        renewal.ifPresent(Resender::drain);
    }

    /** Whether it is held, and by this worker: a paused process wakes up with leases that have ended unnoticed. */
    public boolean isHeld(Lease lease) {
        if (lease.state() == Lease.State.HELD && lease.hasEnded(System.nanoTime())) {
            lose(lease);
        }
        return lease.state() == Lease.State.HELD;
    }

    private void settled(Lease lease, Lease.State end, Throwable failure) {
        if (failure == null) {
            lease.become(end);
            over.accept(lease);
        } else {
            if (!(SqsFailure.unwrap(failure) instanceof EntryFailedException)) {
                LOG.debugf(
                        failure,
                        "Message %s could not be settled",
                        lease.message().messageId());
            }
            lose(lease);
        }
    }

    private static CompletableFuture<Void> lost(Lease lease) {
        return CompletableFuture.failedFuture(
                new LeaseLostException(lease.message().messageId()));
    }
}
