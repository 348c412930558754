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
    ACCEPTED("sluice.submissions.accepted", COUNTER, "Jobs acknowledged by SQS", TYPE),
    REFUSED("sluice.submissions.rejected", COUNTER, "Invalid submissions (4xx)"),
    UNAVAILABLE(
            "sluice.submissions.unavailable",
            COUNTER,
            "Submissions that failed because the queue was unavailable (503)"),
    PUBLISH_TIME("sluice.publish.time", TIMER, "Time until SQS acknowledges a message", QUEUE),
    BATCH_FILL("sluice.publish.batch", DISTRIBUTION, "Messages per send request, 1 to 10", QUEUE),

    RECEIVED("sluice.messages.received", COUNTER, "Messages received", QUEUE),
    DEAD_LETTERED("sluice.messages.deadlettered", COUNTER, "Messages moved to the dead-letter queue by workers", QUEUE),
    DUPLICATE(
            "sluice.messages.duplicate",
            COUNTER,
            "Messages delivered again to the worker that completed them, and deleted",
            QUEUE),
    LEASES_LOST(
            "sluice.leases.lost",
            COUNTER,
            "Leases that expired before the message was settled; it is delivered again",
            QUEUE),
    HELD("sluice.messages.held", GAUGE, "Messages that a worker has received but not settled", QUEUE),
    BACKLOG_AGE(
            "sluice.backlog.age",
            GAUGE,
            "Time that the messages received now have waited; 0 if the queue is empty",
            QUEUE),
    SQS_REQUESTS("sluice.sqs.requests", COUNTER, "Requests to SQS, each of which is billed", QUEUE, OPERATION),

    COMPLETED("sluice.jobs.completed", COUNTER, "Completed jobs", TYPE),
    RETRIED("sluice.jobs.retried", COUNTER, "Failed attempts that will be retried", TYPE),
    FAILED("sluice.jobs.failed", COUNTER, "Jobs that failed their last attempt", TYPE),
    REJECTED("sluice.jobs.rejected", COUNTER, "Jobs that cannot succeed, moved to the dead-letter queue", TYPE),
    WAIT_TIME("sluice.jobs.wait", TIMER, "Time from acceptance by SQS to the start of the handler", QUEUE),
    HANDLER_TIME("sluice.jobs.handler", TIMER, "Time from the start of the handler to its outcome", TYPE),
    TOTAL_TIME("sluice.jobs.total", TIMER, "Time from submission to completion", TYPE),
    IN_FLIGHT("sluice.slots.busy", GAUGE, "Jobs in progress in a worker"),
    CAPACITY("sluice.slots.capacity", GAUGE, "Maximum concurrent jobs of a worker"),
    UTILISATION("sluice.slots.utilisation", GAUGE, "Fraction of a worker's slots in use over the last seconds, 0 to 1");

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
