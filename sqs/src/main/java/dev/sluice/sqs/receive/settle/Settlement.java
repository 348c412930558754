package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import dev.sluice.sqs.LeaseLostException;
import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.batch.BatchPolicy;
import dev.sluice.sqs.batch.Batcher;
import dev.sluice.sqs.batch.EntryFailedException;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.lease.LeaseKeeper;
import dev.sluice.sqs.wire.QueueClient;
import dev.sluice.sqs.wire.SqsEndpoint;
import dev.sluice.sqs.wire.VisibilityChange;

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
    private final LeaseKeeper leases;
    private final Batcher<String, Void> deletes;
    private final Batcher<VisibilityChange, Void> visibility;
    private final DeadLetterQueue deadLetters;
    /** None where messages that go back untried keep the receive that they have had. */
    private final Optional<Resender> resender;

    private final RecentCompletions completions = new RecentCompletions();

    /** Completed unless the channel stops and polls of its own are still under way. */
    private CompletableFuture<Void> pollsOver = CompletableFuture.completedFuture(null);

    /**
     * @param visibility as {@link #visibility} makes it
     * @param renewsAtStop whether {@link #giveBackUntried} sends messages anew
     */
    public Settlement(
            Loop loop,
            SqsEndpoint endpoint,
            QueueClient client,
            LeaseKeeper leases,
            Batcher<VisibilityChange, Void> visibility,
            Duration linger,
            boolean renewsAtStop,
            MeterRegistry meters) {
        this.loop = loop;
        this.queue = client.queue();
        this.leases = leases;
        this.deletes = new Batcher<>(
                loop,
                client::delete,
                policy(linger),
                handle -> 0,
                queue.health().about(SqsOperation.DELETE));
        this.visibility = visibility;
        this.deadLetters = new DeadLetterQueue(loop, endpoint, queue, meters);
        // In a FIFO queue the copy would stand behind messages that were sent after it.
        this.resender = renewsAtStop && !queue.isFifo() ? Optional.of(new Resender(loop, client)) : Optional.empty();
    }

    /** Changes how long messages stay hidden, in batches: to extend a lease, or to give a message back. */
    public static Batcher<VisibilityChange, Void> visibility(Loop loop, QueueClient client, Duration linger) {
        return new Batcher<>(
                loop,
                client::changeVisibility,
                policy(linger),
                change -> 0,
                client.queue().health().about(SqsOperation.CHANGE_VISIBILITY));
    }

    private static BatchPolicy policy(Duration linger) {
        return new BatchPolicy(false, linger, Integer.MAX_VALUE, MAX_REQUESTS, CALL_TIMEOUT);
    }

    /**
     * Deletes the message: the job is done. It was done while the lease held, so the delete is tried for longer than
     * the lease: that an outage outlasts the lease is no reason to do the job again. If another worker has received the
     * message by then, the older receipt handle deletes nothing (Amazon SQS API Reference, DeleteMessage).
     */
    public CompletableFuture<Void> complete(Lease lease) {
        completions.add(lease.message().messageId());
        return leases.isHeld(lease) ? delete(lease) : lost(lease);
    }

    /**
     * Deletes a message whose copy is safe elsewhere. The copy may have taken longer than the lease, and is sent anew if the
     * message stays.
     */
    private CompletableFuture<Void> copied(Lease lease) {
        completions.add(lease.message().messageId());
        return delete(lease);
    }

    private CompletableFuture<Void> delete(Lease lease) {
        lease.become(Lease.State.SETTLING);
        Duration left = lease.left(System.nanoTime());
        return deletes.submit(lease.receiptHandle(), left, left.plus(LATE_DELETE))
                .whenComplete((nothing, failure) -> settled(lease, Lease.State.DELETED, failure));
    }

    /** Whether the message was completed before: then it needs no more than to be deleted. */
    public boolean isDone(Lease lease) {
        return completions.contains(lease.message().messageId());
    }

    /**
     * Shows the message again after the delay. While the channel stops, a message that would be visible at once waits for the
     * end of the channel's polls: one of them could take it again just as it is aborted, and the message would stay hidden
     * with nobody to work on it.
     *
     * @param delay cut to what is left of the 12 hours that SQS hides a message after a receive
     */
    public CompletableFuture<Void> giveBack(Lease lease, Duration delay) {
        if (!leases.isHeld(lease)) {
            return lost(lease);
        }
        if (delay.isZero() && !pollsOver.isDone()) {
            return pollsOver.thenCompose(over -> giveBack(lease, delay));
        }
        lease.become(Lease.State.SETTLING);
        long now = System.nanoTime();
        long seconds = Math.min(
                delay.plusMillis(999).toSeconds(), lease.longestVisibility(now).toSeconds());
        Duration left = lease.left(now);
        return visibility
                .submit(new VisibilityChange(lease.receiptHandle(), (int) seconds), left, left)
                .whenComplete((nothing, failure) -> settled(lease, Lease.State.RETURNED, failure));
    }

    /**
     * Shows a message again at once that nobody has begun to work on, since the channel stops; if the channel renews
     * messages then, as one that was never received.
     */
    public CompletableFuture<Void> giveBackUntried(Lease lease) {
        return resender.isEmpty() ? giveBack(lease, Duration.ZERO) : resend(lease, resender.get());
    }

    private CompletableFuture<Void> resend(Lease lease, Resender copies) {
        if (!leases.isHeld(lease)) {
            return lost(lease);
        }
        if (!pollsOver.isDone()) {
            return pollsOver.thenCompose(over -> resend(lease, copies));
        }
        return move(
                lease,
                () -> copies.send(lease.message(), patience(lease)),
                (sent, failure) -> failure == null ? copied(lease) : giveBack(lease, Duration.ZERO));
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
        if (!leases.isHeld(lease)) {
            return lost(lease);
        }
        return move(
                lease,
                () -> deadLetters.send(lease.message(), attributes, () -> patience(lease)),
                (isThere, failure) -> {
                    if (failure != null) {
                        // The health of the dead-letter queue tells it once for all messages.
                        LOG.debugf(
                                "Cannot move message %s to the dead-letter queue of %s: %s",
                                lease.message().messageId(), queue.name(), SqsFailure.describe(failure));
                        return otherwise.apply(RedeliveryDelay.after(lease.nextTryAtMoving()));
                    }
                    if (!isThere) {
                        LOG.warnf(
                                "Queue %s has no dead-letter queue; returning message %s to the queue",
                                queue.name(), lease.message().messageId());
                        return giveBack(lease, NO_DEAD_LETTER_QUEUE_DELAY);
                    }
                    return copied(lease);
                });
    }

    /**
     * Sends a copy of the message, which keeps its lease meanwhile.
     *
     * @param then what becomes of the message itself; given what the copy's send says
     */
    private <T> CompletableFuture<Void> move(
            Lease lease, Supplier<CompletableFuture<T>> copy, BiFunction<T, Throwable, CompletableFuture<Void>> then) {
        lease.become(Lease.State.MOVING);
        return copy.get()
                .handleAsync(
                        (sent, failure) -> {
                            if (lease.state() != Lease.State.MOVING) {
                                return lost(lease);
                            }
                            lease.become(Lease.State.HELD);
                            return then.apply(sent, failure);
                        },
                        loop)
                .thenCompose(settled -> settled);
    }

    /**
     * How long the copy may take from now on: no longer than the lease is sure to last, since after that the message may be in
     * work elsewhere. The lease is extended meanwhile, so that there is time to give the message back if it cannot be moved.
     */
    private static Duration patience(Lease lease) {
        Duration left = lease.left(System.nanoTime());
        return left.compareTo(CALL_TIMEOUT) < 0 ? left : CALL_TIMEOUT;
    }

    /** Requests' entries without an answer. */
    public int unanswered() {
        return deletes.unanswered()
                + visibility.unanswered()
                + deadLetters.unanswered()
                + resender.map(Resender::unanswered).orElse(0);
    }

    /**
     * The channel stops: nothing waits for company any more.
     *
     * @param pollsOver completed, on the loop, when none of the queue's polls is under way
     */
    public void drain(CompletableFuture<Void> pollsOver) {
        this.pollsOver = pollsOver;
        deletes.drain();
        visibility.drain();
        deadLetters.drain();
        resender.ifPresent(Resender::drain);
    }

    private void settled(Lease lease, Lease.State end, Throwable failure) {
        if (failure == null) {
            leases.end(lease, end);
        } else {
            if (!(SqsFailure.unwrap(failure) instanceof EntryFailedException)) {
                LOG.debugf(failure, "Cannot settle message %s", lease.message().messageId());
            }
            leases.lose(lease);
        }
    }

    private static CompletableFuture<Void> lost(Lease lease) {
        return CompletableFuture.failedFuture(
                new LeaseLostException(lease.message().messageId()));
    }
}
