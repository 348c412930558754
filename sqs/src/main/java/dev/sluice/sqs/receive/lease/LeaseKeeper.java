package dev.sluice.sqs.receive.lease;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.batch.Batcher;
import dev.sluice.sqs.batch.EntryFailedException;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.meter.Recorder;
import dev.sluice.sqs.wire.VisibilityChange;

/**
 * Has the leases of one queue: extends them for as long as somebody holds them, well before they end, and says when one has come
 * to its end. They are few (slots and prefetch), so a look at each of them every tenth of the visibility timeout is cheaper than
 * any order among them. All on the loop.
 */
public final class LeaseKeeper {

    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

    private final String queue;
    private final Batcher<VisibilityChange, Void> extensions;
    private final Duration visibility;
    private final Duration limit;
    private final Recorder lost;
    private final Consumer<Lease> ended;
    private final Set<Lease> held = new HashSet<>();
    private final HeldMessages messages = new HeldMessages();
    private final Loop.Timer ticks;

    /**
     * @param queue its name
     * @param extensions hides messages for longer
     * @param visibility how long a receive hides a message, and each extension anew
     * @param limit how long a lease is extended at most
     * @param lost counts the leases that are lost
     * @param ended told of each lease that has ended, settled or lost
     */
    public LeaseKeeper(
            Loop loop,
            String queue,
            Batcher<VisibilityChange, Void> extensions,
            Duration visibility,
            Duration limit,
            Recorder lost,
            Consumer<Lease> ended) {
        this.queue = queue;
        this.extensions = extensions;
        this.visibility = visibility;
        this.limit = limit;
        this.lost = lost;
        this.ended = ended;
        this.ticks = loop.every(visibility.dividedBy(10), this::tick);
    }

    /** Takes a lease on a message that has come. */
    public Lease lease(Message message, long deliveredAt) {
        Lease lease = new Lease(message, deliveredAt, visibility);
        held.add(lease);
        messages.add(lease);
        return lease;
    }

    /**
     * Goes on with the lease of the message, if it is here and SQS has delivered it once more.
     *
     * @return whether it is
     */
    public boolean goOn(Message delivered, long deliveredAt) {
        Lease lease = messages.holding(delivered);
        if (lease != null) {
            lease.redelivered(delivered, deliveredAt, visibility);
        }
        return lease != null;
    }

    /** All that have not ended. */
    public Set<Lease> held() {
        return held;
    }

    /** How many messages are here, settlements under way included; for any thread. */
    public int count() {
        return messages.count();
    }

    /** Whether it is held, and by this worker: a paused process wakes up with leases that have ended unnoticed. */
    public boolean isHeld(Lease lease) {
        if (lease.state() == Lease.State.HELD && lease.hasEnded(System.nanoTime())) {
            lose(lease);
        }
        return lease.state() == Lease.State.HELD;
    }

    /** The lease has been settled. */
    public void end(Lease lease, Lease.State how) {
        lease.become(how);
        release(lease);
    }

    /** The right to the message is gone. */
    public void lose(Lease lease) {
        if (!lease.state().isOver()) {
            lease.become(Lease.State.LOST);
            lease.lose();
            release(lease);
            lost.increment();
            LOG.warnf(
                    "Lost the lease on message %s of queue %s; SQS redelivers it",
                    lease.message().messageId(), queue);
        }
    }

    public void close() {
        ticks.cancel();
    }

    private void release(Lease lease) {
        held.remove(lease);
        messages.remove(lease);
        ended.accept(lease);
    }

    private void tick() {
        long now = System.nanoTime();
        for (Lease lease : List.copyOf(held)) {
            boolean held = lease.state() == Lease.State.HELD;
            if (!held && lease.state() != Lease.State.MOVING) {
                continue;
            }
            if (lease.hasEnded(now)) {
                // One that is on its way to the dead-letter queue takes care of its own end.
                if (held) {
                    lose(lease);
                }
            } else if (lease.age(now).compareTo(limit) < 0 && lease.beginExtension(now)) {
                extend(lease, now);
            }
        }
    }

    private void extend(Lease lease, long now) {
        Duration extension = min(visibility, lease.longestVisibility(now));
        String handle = lease.receiptHandle();
        Duration left = lease.left(System.nanoTime());
        extensions
                .submit(new VisibilityChange(handle, (int) extension.toSeconds()), left, left)
                .whenComplete((nothing, failure) -> extended(lease, handle, now, extension, failure));
    }

    /**
     * The queue has answered, or the time for its answer is over.
     *
     * @param handle the receipt handle that the request had
     * @param from just before the request, a {@link System#nanoTime()} reading
     * @param failure null if the message is hidden for longer now
     */
    void extended(Lease lease, String handle, long from, Duration extension, Throwable failure) {
        if (!handle.equals(lease.receiptHandle())) {
            // The message has come once more meanwhile, which is as good as an extension.
            return;
        }
        boolean held = lease.state() == Lease.State.HELD;
        if (!held && lease.state() != Lease.State.MOVING) {
            // Settled meanwhile: a refusal may just mean that the message is deleted.
            return;
        }
        if (failure == null && lease.hasEnded(System.nanoTime())) {
            // The process was asleep, and whoever looked at the lease since has given the message up.
            if (held) {
                lose(lease);
            }
        } else if (failure == null) {
            lease.renewed(from, extension);
        } else if (held && SqsFailure.unwrap(failure) instanceof EntryFailedException refused) {
            LOG.debugf("Message %s: %s", lease.message().messageId(), refused.getMessage());
            lose(lease);
        }
        // Otherwise its time ran out while the queue was out of reach, and the next tick finds it ended.
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
