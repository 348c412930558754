package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;

import dev.sluice.sqs.LeaseLostException;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.sqs.loop.CoalescedTask;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.lease.LeaseKeeper;
import dev.sluice.sqs.receive.order.ReadyQueue;

/**
 * Says what comes after a failed try: another one, or, when the queue's redrive policy grants no more, the dead-letter queue.
 * SQS would move the message there by itself, but could not say why. So it does all the same when this worker cannot.
 *
 * <p>Tries the head of a FIFO queue's message group again here, under its lease, while others of the group wait behind it. The
 * queue would give the head again only when nothing of its group is in flight, so all would have to go back, and each return
 * costs each of them one of the receives that the redrive policy grants: after a head that always fails, messages would die
 * that nobody has ever tried. Tries here count like receives. All on the loop.
 */
public final class Retries {

    private static final Logger LOG = Logger.getLogger(Retries.class);

    /** Whoever gives a message back at once would otherwise get it at once, and so on. */
    private static final Duration LEAST_REST = Duration.ofMillis(200);

    private record Rest(long until, Loop.Timer timer) {}

    private final Loop loop;
    private final SqsQueue queue;
    private final LeaseKeeper leases;
    private final Settlement settlement;
    private final ReadyQueue ready;
    private final CoalescedTask emission;
    private final Duration leaseLimit;
    private final Map<Lease, Rest> resting = new LinkedHashMap<>();
    private boolean stopped;

    /**
     * @param ready where a message stands in front of its group once more
     * @param emission asked for when one does
     * @param leaseLimit how long a lease is extended at most
     */
    public Retries(
            Loop loop,
            SqsQueue queue,
            LeaseKeeper leases,
            Settlement settlement,
            ReadyQueue ready,
            CoalescedTask emission,
            Duration leaseLimit) {
        this.loop = loop;
        this.queue = queue;
        this.leases = leases;
        this.settlement = settlement;
        this.ready = ready;
        this.emission = emission;
        this.leaseLimit = leaseLimit;
    }

    /**
     * Lets the message come again after the delay: from here if it was tried and others wait for it, else from the queue. One
     * whose last try this was goes to the dead-letter queue instead.
     *
     * @param reason why it has failed; may be null
     */
    public CompletableFuture<Void> retry(Lease lease, Throwable reason, RetryAfter after) {
        if (lease.isLost()) {
            // Taken away at the end of the grace period: what its handler says then is not what it would have said.
            return settlement.giveBack(lease, Duration.ZERO);
        }
        Duration delay = after.delay();
        if (after.tried() && leases.isHeld(lease) && queue.isLastReceive(lease.receiveCount())) {
            LOG.warnf(
                    "Message %s of queue %s failed (attempt %d, the last); moving it to the dead-letter queue: %s",
                    lease.message().messageId(),
                    queue.name(),
                    lease.receiveCount(),
                    DeadLetterAttributes.reason(reason));
            return deadLetter(lease, reason, Map.of());
        }
        if (!after.tried() && delay.isZero()) {
            return settlement.giveBackUntried(lease);
        }
        // While the limit is not known, only SQS can keep it.
        if (!after.tried() || !mayRest(lease, delay) || queue.maxReceiveCount().isEmpty()) {
            return settlement.giveBack(lease, delay);
        }
        return rest(lease, delay, () -> {
            lease.tryAgain();
            ready.putBack(lease);
            emission.request();
        });
    }

    /**
     * Moves the message to the dead-letter queue; if that cannot be, tries so again, before those that wait for it.
     *
     * @param reason why; may be null
     * @param own attributes that the subscriber adds
     */
    public CompletableFuture<Void> deadLetter(Lease lease, Throwable reason, Map<String, String> own) {
        return deadLetter(lease, DeadLetterAttributes.of(lease, reason, own));
    }

    private CompletableFuture<Void> deadLetter(Lease lease, Map<String, String> attributes) {
        return settlement.deadLetter(
                lease,
                attributes,
                delay -> mayRest(lease, delay)
                        ? rest(lease, delay, () -> deadLetter(lease, attributes))
                        : settlement.giveBack(lease, delay));
    }

    /** The lease is over, whatever it waited for. */
    public void ended(Lease lease) {
        Rest rest = resting.remove(lease);
        if (rest != null) {
            rest.timer.cancel();
        }
    }

    /** Gives all of them back to the queue, now and from now on. */
    public void stop() {
        stopped = true;
        long now = System.nanoTime();
        Map<Lease, Rest> all = new LinkedHashMap<>(resting);
        resting.clear();
        all.forEach((lease, rest) -> {
            rest.timer.cancel();
            settlement.giveBack(lease, Duration.ofNanos(Math.max(0, rest.until - now)));
        });
    }

    private boolean mayRest(Lease lease, Duration delay) {
        return !stopped
                && ready.followers(lease) > 0
                && lease.age(System.nanoTime()).plus(delay).compareTo(leaseLimit) < 0;
    }

    private CompletableFuture<Void> rest(Lease lease, Duration delay, Runnable then) {
        if (!leases.isHeld(lease)) {
            return CompletableFuture.failedFuture(
                    new LeaseLostException(lease.message().messageId()));
        }
        Duration rest = delay.compareTo(LEAST_REST) < 0 ? LEAST_REST : delay;
        Loop.Timer timer = loop.schedule(rest, () -> {
            resting.remove(lease);
            then.run();
        });
        resting.put(lease, new Rest(System.nanoTime() + rest.toNanos(), timer));
        return CompletableFuture.completedFuture(null);
    }
}
