package dev.sluice.sqs;

import java.util.List;

/**
 * What the channels measure, by the names that Micrometer knows it by. Times are in seconds. A meter that fails never decides
 * what happens to a message.
 */
public enum SqsMeter {
    PUBLISH_TIME(
            "sluice.publish.time",
            Kind.TIMER,
            "From handing a message to its channel to SQS's acknowledgement",
            "queue"),
    BATCH_FILL("sluice.publish.batch", Kind.DISTRIBUTION, "Messages in one send request, 1 to 10", "queue"),
    RECEIVED("sluice.messages.received", Kind.COUNTER, "Messages that SQS has delivered", "queue"),
    DEAD_LETTERED(
            "sluice.messages.deadlettered",
            Kind.COUNTER,
            "Messages moved to the dead-letter queue by a worker",
            "queue"),
    DUPLICATE(
            "sluice.messages.duplicate",
            Kind.COUNTER,
            "Messages that were delivered again after they were done here; they are deleted unseen",
            "queue"),
    LEASES_LOST(
            "sluice.leases.lost",
            Kind.COUNTER,
            "Leases that ended before the message was settled: another worker gets it again",
            "queue"),
    HELD("sluice.messages.held", Kind.GAUGE, "Messages that a worker has received and not yet settled", "queue"),
    BACKLOG_AGE(
            "sluice.backlog.age",
            Kind.GAUGE,
            "How long the messages that come now have waited; 0 at an empty queue",
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
