package dev.sluice.worker.telemetry;

import dev.sluice.runtime.meters.MeterDefinition;

/** What a worker measures of its jobs and its slots. */
public final class WorkerMeters {

    public static final MeterDefinition COMPLETED =
            MeterDefinition.counter("sluice.jobs.completed", "Completed jobs", "type");
    public static final MeterDefinition RETRIED =
            MeterDefinition.counter("sluice.jobs.retried", "Failed attempts that will be retried", "type");
    public static final MeterDefinition FAILED =
            MeterDefinition.counter("sluice.jobs.failed", "Jobs that failed their last attempt", "type");
    public static final MeterDefinition REJECTED = MeterDefinition.counter(
            "sluice.jobs.rejected", "Jobs that cannot succeed, moved to the dead-letter queue", "type");
    public static final MeterDefinition WAIT_TIME = MeterDefinition.timer(
            "sluice.jobs.wait", "Time from acceptance by SQS to the start of the handler", "queue");
    public static final MeterDefinition HANDLER_TIME =
            MeterDefinition.timer("sluice.jobs.handler", "Time from the start of the handler to its outcome", "type");
    public static final MeterDefinition TOTAL_TIME =
            MeterDefinition.timer("sluice.jobs.total", "Time from submission to completion", "type");
    public static final MeterDefinition IN_FLIGHT =
            MeterDefinition.gauge("sluice.slots.busy", "Jobs in progress in a worker");
    public static final MeterDefinition CAPACITY =
            MeterDefinition.gauge("sluice.slots.capacity", "Maximum concurrent jobs of a worker");
    public static final MeterDefinition UTILISATION = MeterDefinition.gauge(
            "sluice.slots.utilisation", "Fraction of a worker's slots in use over the last seconds, 0 to 1");

    private WorkerMeters() {}
}
