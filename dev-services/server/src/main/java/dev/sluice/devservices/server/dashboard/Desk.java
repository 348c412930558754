package dev.sluice.devservices.server.dashboard;

import java.time.Duration;
import java.util.List;

/**
 * All that a verdict is about.
 *
 * @param queues as they are now
 * @param waiting for how long messages have waited in some queue at every look
 */
record Desk(Fleet fleet, List<QueueDepth> queues, WatchedServices.Seen services, Duration waiting) {

    /** Jobs that no worker has. */
    long backlog() {
        return queues.stream().mapToLong(QueueDepth::backlog).sum();
    }

    /** Jobs that a worker could take now. */
    long visible() {
        return queues.stream().mapToLong(QueueDepth::visible).sum();
    }

    long dead() {
        return queues.stream().mapToLong(QueueDepth::dead).sum();
    }
}
