package dev.sluice.sqs;

import java.util.List;

/**
 * What the channels measure, by the names that Micrometer knows it by. Times are in seconds. A meter that fails never decides
 * what happens to a message.
 */
public enum SqsMeter {
    PUBLISH_TIME("sluice.publish.time", Kind.TIMER, "Time until SQS acknowledges a message", "queue"),
    BATCH_FILL("sluice.publish.batch", Kind.DISTRIBUTION, "Messages per send request, 1 to 10", "queue"),
    RECEIVED("sluice.messages.received", Kind.COUNTER, "Messages received", "queue"),
    DEAD_LETTERED(
            "sluice.messages.deadlettered",
            Kind.COUNTER,
            "Messages moved to the dead-letter queue by workers",
            "queue"),
    DUPLICATE(
            "sluice.messages.duplicate",
            Kind.COUNTER,
            "Messages delivered again to the worker that completed them, and deleted",
            "queue"),
    LEASES_LOST(
            "sluice.leases.lost",
            Kind.COUNTER,
            "Leases that expired before the message was settled; it is delivered again",
            "queue"),
    HELD("sluice.messages.held", Kind.GAUGE, "Messages that a worker has received but not settled", "queue"),
    BACKLOG_AGE(
            "sluice.backlog.age",
            Kind.GAUGE,
            "Time that the messages received now have waited; 0 if the queue is empty",
            "queue"),
    SQS_REQUESTS("sluice.sqs.requests", Kind.COUNTER, "Requests to SQS, each of which is billed", "queue", "operation");

    /** How a meter's values add up. */
    public enum Kind {
        COUNTER,
        TIMER,
        DISTRIBUTION,
        GAUGE
    }

    private final String key;
    private final Kind kind;
    private final String description;
    private final List<String> tags;

    SqsMeter(String key, Kind kind, String description, String... tags) {
        this.key = key;
        this.kind = kind;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** The name in Micrometer. */
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    public String description() {
        return description;
    }

    /** The keys of its tags: the queue's name always comes first. */
    public List<String> tags() {
        return tags;
    }
}
