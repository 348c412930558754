package dev.sluice.sqs.receive.order;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.sluice.sqs.receive.lease.Lease;

/** First come, first served. */
final class StandardReadyQueue extends ReadyQueue {

    private final Deque<Lease> leases = new ArrayDeque<>();

    @Override
    void append(Lease lease) {
        leases.add(lease);
    }

    @Override
    public boolean hasNext() {
        return !leases.isEmpty();
    }

    @Override
    public int followers(Lease lease) {
        return 0;
    }

    @Override
    public int heldBack() {
        return 0;
    }

    @Override
    void prepend(Lease lease) {
        leases.addFirst(lease);
    }

    @Override
    Lease remove() {
        return leases.remove();
    }

    @Override
    List<Lease> removeOver(Lease lease) {
        // A lease that ends while its message waits is lost; to look for any other here would be in vain.
        return lease.state() == Lease.State.LOST && leases.remove(lease) ? List.of(lease) : List.of();
    }

    @Override
    List<Lease> clear() {
        List<Lease> all = List.copyOf(leases);
        leases.clear();
        return all;
    }
}
