package dev.sluice.dashboard.panel;

import java.util.List;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.MetricSource.QueueKind;
import dev.sluice.dashboard.panel.MetricSource.QueueMetric;

/**
 * The panels by which an operator sees whether the fleet keeps up, why not, and what it costs: the same in CloudWatch and
 * on the local dashboard.
 */
public enum Panel {
    THROUGHPUT(
            "Jobs per second",
            Unit.PER_SECOND,
            Line.all("accepted", SluiceMeter.ACCEPTED, DrawnStatistic.PER_SECOND),
            Line.all("received", SluiceMeter.RECEIVED, DrawnStatistic.PER_SECOND),
            Line.all("completed", SluiceMeter.COMPLETED, DrawnStatistic.PER_SECOND)),
    BACKLOG(
            "Messages waiting",
            Unit.COUNT,
            Line.queues("waiting", QueueMetric.VISIBLE, QueueKind.JOBS),
            Line.queues("in flight", QueueMetric.IN_FLIGHT, QueueKind.JOBS)),
    BACKLOG_AGE("Age of the backlog", Unit.SECONDS, Line.each("age", SluiceMeter.BACKLOG_AGE, DrawnStatistic.MAXIMUM)),
    UTILISATION(
            "Utilisation of the slots",
            Unit.SHARE,
            Line.all("average", SluiceMeter.UTILISATION, DrawnStatistic.AVERAGE),
            Line.all("busiest worker", SluiceMeter.UTILISATION, DrawnStatistic.MAXIMUM)),
    WAIT(
            "Time in the queue",
            Unit.SECONDS,
            Line.each("p50", SluiceMeter.WAIT_TIME, DrawnStatistic.P50),
            Line.each("p95", SluiceMeter.WAIT_TIME, DrawnStatistic.P95)),
    HANDLER(
            "Time in the handler",
            Unit.SECONDS,
            Line.each("p50", SluiceMeter.HANDLER_TIME, DrawnStatistic.P50),
            Line.each("p95", SluiceMeter.HANDLER_TIME, DrawnStatistic.P95)),
    TOTAL(
            "Submission to completion",
            Unit.SECONDS,
            Line.each("p50", SluiceMeter.TOTAL_TIME, DrawnStatistic.P50),
            Line.each("p99", SluiceMeter.TOTAL_TIME, DrawnStatistic.P99)),
    OUTCOMES(
            "Outcomes per second",
            Unit.PER_SECOND,
            Line.each("completed", SluiceMeter.COMPLETED, DrawnStatistic.PER_SECOND),
            Line.each("retried", SluiceMeter.RETRIED, DrawnStatistic.PER_SECOND),
            Line.each("failed", SluiceMeter.FAILED, DrawnStatistic.PER_SECOND),
            Line.each("rejected", SluiceMeter.REJECTED, DrawnStatistic.PER_SECOND)),
    DEAD_LETTERS("Dead letters", Unit.COUNT, Line.queues("dead letters", QueueMetric.VISIBLE, QueueKind.DEAD_LETTERS)),
    TROUBLE(
            "Trouble",
            Unit.COUNT,
            Line.all("leases lost", SluiceMeter.LEASES_LOST, DrawnStatistic.SUM),
            Line.all("duplicates", SluiceMeter.DUPLICATE, DrawnStatistic.SUM),
            Line.all("submissions rejected", SluiceMeter.REFUSED, DrawnStatistic.SUM),
            Line.all("submissions without a queue", SluiceMeter.UNAVAILABLE, DrawnStatistic.SUM)),
    PUBLISHING(
            "Time to SQS's acknowledgement",
            Unit.SECONDS,
            Line.each("p50", SluiceMeter.PUBLISH_TIME, DrawnStatistic.P50),
            Line.each("p99", SluiceMeter.PUBLISH_TIME, DrawnStatistic.P99)),
    REQUESTS(
            "Requests to SQS per second",
            Unit.PER_SECOND,
            Line.all("requests", SluiceMeter.SQS_REQUESTS, DrawnStatistic.PER_SECOND),
            Line.all("jobs completed", SluiceMeter.COMPLETED, DrawnStatistic.PER_SECOND));

    /** How to write a value. */
    public enum Unit {
        COUNT,
        PER_SECOND,
        SECONDS,
        /** 0 to 1, written as a percentage. */
        SHARE
    }

    private final String title;
    private final Unit unit;
    private final List<Line> lines;

    Panel(String title, Unit unit, Line... lines) {
        this.title = title;
        this.unit = unit;
        this.lines = List.of(lines);
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    public List<Line> lines() {
        return lines;
    }
}
