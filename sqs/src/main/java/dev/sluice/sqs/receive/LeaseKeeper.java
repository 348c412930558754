package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jboss.logging.Logger;

import dev.sluice.sqs.batch.EntryFailedException;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsFailure;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.settle.Settlement;

/**
 * Extends the leases of one queue for as long as somebody holds them, well before they end, and says when one is lost.
 * They are few (slots and prefetch), so a look at each of them every tenth of the visibility timeout is cheaper than
 * any order among them.
 */
final class LeaseKeeper {

    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

    private final Settlement settlement;
    private final Duration visibility;
    private final Duration limit;
    private final Set<Lease> held = new HashSet<>();
    private final Loop.Timer ticks;

    LeaseKeeper(Loop loop, Settlement settlement, Duration visibility, Duration limit) {
        this.settlement = settlement;
        this.visibility = visibility;
        this.limit = limit;
        this.ticks = loop.every(visibility.dividedBy(10), this::tick);
    }

    void keep(Lease lease) {
        held.add(lease);
    }

    void release(Lease lease) {
        held.remove(lease);
    }

    Set<Lease> held() {
        return held;
    }

    void close() {
        ticks.cancel();
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
                    settlement.lose(lease);
                }
            } else if (lease.age(now).compareTo(limit) < 0 && lease.beginExtension(now)) {
                extend(lease, now);
            }
        }
    }

    private void extend(Lease lease, long now) {
        Duration extension = min(visibility, lease.longestVisibility(now));
        String handle = lease.receiptHandle();
        settlement
                .extend(lease, extension)
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
                settlement.lose(lease);
            }
        } else if (failure == null) {
            lease.renewed(from, extension);
        } else if (held && SqsFailure.unwrap(failure) instanceof EntryFailedException refused) {
            LOG.debugf("Message %s: %s", lease.message().messageId(), refused.getMessage());
            settlement.lose(lease);
        }
        // Otherwise its time ran out while the queue was out of reach, and the next tick finds it ended.
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
