package dev.sluice.dashboard.meter;

import java.util.List;

import static dev.sluice.dashboard.meter.MeterDimension.OPERATION;
import static dev.sluice.dashboard.meter.MeterDimension.QUEUE;
import static dev.sluice.dashboard.meter.MeterDimension.TYPE;
import static dev.sluice.dashboard.meter.SluiceMeter.Kind.COUNTER;
import static dev.sluice.dashboard.meter.SluiceMeter.Kind.DISTRIBUTION;
import static dev.sluice.dashboard.meter.SluiceMeter.Kind.GAUGE;
import static dev.sluice.dashboard.meter.SluiceMeter.Kind.TIMER;

/**
 * The table of all that Sluice measures: dashboards, alarms and the documentation are made from it. Times are in seconds.
 * Each library declares the meters that it records, and a test compares them with this table.
 */
public enum SluiceMeter {
    ACCEPTED("sluice.submissions.accepted", COUNTER, "Jobs that SQS has acknowledged", TYPE),
    REFUSED("sluice.submissions.rejected", COUNTER, "Submissions that are no valid job (4xx)"),
    UNAVAILABLE("sluice.submissions.unavailable", COUNTER, "Submissions that the queue could not take (503)"),
    PUBLISH_TIME("sluice.publish.time", TIMER, "From handing a message to its channel to SQS's acknowledgement", QUEUE),
    BATCH_FILL("sluice.publish.batch", DISTRIBUTION, "Messages in one send request, 1 to 10", QUEUE),

    RECEIVED("sluice.messages.received", COUNTER, "Messages that SQS has delivered", QUEUE),
    DEAD_LETTERED(
            "sluice.messages.deadlettered", COUNTER, "Messages moved to the dead-letter queue by a worker", QUEUE),
    DUPLICATE(
            "sluice.messages.duplicate",
            COUNTER,
            "Messages that were delivered again after they were done here; they are deleted unseen",
            QUEUE),
    LEASES_LOST(
            "sluice.leases.lost",
            COUNTER,
            "Leases that ended before the message was settled: another worker gets it again",
            QUEUE),
    HELD("sluice.messages.held", GAUGE, "Messages that a worker has received and not yet settled", QUEUE),
    BACKLOG_AGE(
            "sluice.backlog.age", GAUGE, "How long the messages that come now have waited; 0 at an empty queue", QUEUE),
    SQS_REQUESTS("sluice.sqs.requests", COUNTER, "Requests to SQS, each of which is billed", QUEUE, OPERATION),

    COMPLETED("sluice.jobs.completed", COUNTER, "Jobs that are done", TYPE),
    RETRIED("sluice.jobs.retried", COUNTER, "Jobs that will be tried again", TYPE),
    FAILED("sluice.jobs.failed", COUNTER, "Jobs whose last try has failed, sent to the dead-letter queue", TYPE),
    REJECTED("sluice.jobs.rejected", COUNTER, "Jobs that cannot succeed, sent to the dead-letter queue", TYPE),
    WAIT_TIME("sluice.jobs.wait", TIMER, "From the time when SQS took a job to the start of its handler", QUEUE),
    HANDLER_TIME("sluice.jobs.handler", TIMER, "From the start of a handler to its outcome", TYPE),
    TOTAL_TIME("sluice.jobs.total", TIMER, "From the submission of a job to its completion", TYPE),
    IN_FLIGHT("sluice.slots.busy", GAUGE, "Jobs in work in a worker"),
    CAPACITY("sluice.slots.capacity", GAUGE, "Jobs that can be in work in a worker at once"),
    UTILISATION("sluice.slots.utilisation", GAUGE, "Share of a worker's slots in use, 0 to 1, over the last seconds");

    /** How a meter's values add up. */
    public enum Kind {
        COUNTER,
        TIMER,
        DISTRIBUTION,
        GAUGE
    }

    /** What all names begin with; in CloudWatch the namespace says it. */
    public static final String PREFIX = "sluice.";

    private final String key;
    private final Kind kind;
    private final String description;
    private final List<MeterDimension> dimensions;

    SluiceMeter(String key, Kind kind, String description, MeterDimension... dimensions) {
        this.key = key;
        this.kind = kind;
        this.description = description;
        this.dimensions = List.of(dimensions);
    }

    /** The name in Micrometer. */
    public String key() {
        return key;
    }

    /** The name in CloudWatch. */
    public String metricName() {
        return key.substring(PREFIX.length());
    }

    public Kind kind() {
        return kind;
    }

    public String description() {
        return description;
    }

    /** In the order in which a library gives their values. */
    public List<MeterDimension> dimensions() {
        return dimensions;
    }
}
