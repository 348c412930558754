package dev.sluice.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** The ledger of an endpoint: every call of every job, in the order in which they came. */
public final class Deliveries {

    private final Map<String, List<Delivery>> byJob = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();

    /** Notes a call; one at a time. */
    Delivery note(String jobId, String worker, Replies replies) {
        List<Delivery> calls = byJob.computeIfAbsent(jobId, id -> new CopyOnWriteArrayList<>());
        int attempt = calls.size() + 1;
        Delivery delivery = new Delivery(jobId, worker, attempt, System.nanoTime(), replies.to(jobId, attempt));
        calls.add(delivery);
        total.increment();
        return delivery;
    }

    /** The jobs that were delivered at least once. */
    public Set<String> jobs() {
        return Set.copyOf(byJob.keySet());
    }

    /** The calls of this job, in order. */
    public List<Delivery> of(String jobId) {
        return byJob.getOrDefault(jobId, List.of());
    }

    /** The calls of this job that did it, in order; more than one is one too many. */
    public List<Delivery> successes(String jobId) {
        return of(jobId).stream()
                .filter(delivery -> delivery.reply().isSuccess())
                .toList();
    }

    /** Calls of all jobs together. */
    public long total() {
        return total.sum();
    }
}
