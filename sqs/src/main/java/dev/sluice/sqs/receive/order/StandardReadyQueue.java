package dev.sluice.sqs.receive.order;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import dev.sluice.sqs.receive.lease.Lease;

/** First come, first served. */
final class StandardReadyQueue implements ReadyQueue {

    private final Queue<Lease> leases = new ArrayDeque<>();

    @Override
    public void add(Lease lease) {
        leases.add(lease);
    }

    @Override
    public boolean hasNext() {
        return !leases.isEmpty();
    }

    @Override
    public Lease next() {
        return leases.remove();
    }

    @Override
    public List<Lease> over(Lease lease) {
        // A lease that ends while its message waits is lost; to look for any other here would be in vain.
        return lease.state() == Lease.State.LOST && leases.remove(lease) ? List.of(lease) : List.of();
    }

    @Override
    public List<Lease> removeAll() {
        List<Lease> all = List.copyOf(leases);
        leases.clear();
        return all;
    }
}
