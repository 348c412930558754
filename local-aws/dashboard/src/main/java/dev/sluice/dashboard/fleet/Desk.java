package dev.sluice.dashboard.fleet;

import java.time.Duration;
import java.util.List;

import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.dashboard.service.WatchedServices;

/**
 * All that a verdict is about.
 *
 * @param queues as they are now
 * @param waiting for how long jobs have been {@link #free} at every look
 */
public record Desk(Fleet fleet, List<QueueDepth> queues, WatchedServices.Seen services, Duration waiting) {

    /** Jobs that no worker has. */
    long backlog() {
        return queues.stream().mapToLong(QueueDepth::backlog).sum();
    }

    /** Jobs that a worker could take now. */
    long free() {
        return free(fleet, queues);
    }

    /** Of the queues that workers drain; what is visible in a FIFO queue may still have to wait for others of its group. */
    public static long free(Fleet fleet, List<QueueDepth> queues) {
        return queues.stream()
                .filter(queue -> fleet.drained().contains(queue.name()))
                .filter(queue -> !queue.name().endsWith(".fifo"))
                .mapToLong(QueueDepth::visible)
                .sum();
    }

    long dead() {
        return queues.stream().mapToLong(QueueDepth::dead).sum();
    }
}
