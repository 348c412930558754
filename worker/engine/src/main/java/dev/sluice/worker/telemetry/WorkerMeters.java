package dev.sluice.worker.telemetry;

import dev.sluice.runtime.meters.MeterDefinition;

/** What a worker measures of its jobs and its slots. */
public final class WorkerMeters {

    public static final MeterDefinition COMPLETED =
            MeterDefinition.counter("sluice.jobs.completed", "Jobs that are done", "type");
    public static final MeterDefinition RETRIED =
            MeterDefinition.counter("sluice.jobs.retried", "Jobs that will be tried again", "type");
    public static final MeterDefinition FAILED = MeterDefinition.counter(
            "sluice.jobs.failed", "Jobs whose last try has failed, sent to the dead-letter queue", "type");
    public static final MeterDefinition REJECTED = MeterDefinition.counter(
            "sluice.jobs.rejected", "Jobs that cannot succeed, sent to the dead-letter queue", "type");
    public static final MeterDefinition WAIT_TIME = MeterDefinition.timer(
            "sluice.jobs.wait", "From the time when SQS took a job to the start of its handler", "queue");
    public static final MeterDefinition HANDLER_TIME =
            MeterDefinition.timer("sluice.jobs.handler", "From the start of a handler to its outcome", "type");
    public static final MeterDefinition TOTAL_TIME =
            MeterDefinition.timer("sluice.jobs.total", "From the submission of a job to its completion", "type");
    public static final MeterDefinition IN_FLIGHT =
            MeterDefinition.gauge("sluice.slots.busy", "Jobs in work in a worker");
    public static final MeterDefinition CAPACITY =
            MeterDefinition.gauge("sluice.slots.capacity", "Jobs that can be in work in a worker at once");
    public static final MeterDefinition UTILISATION = MeterDefinition.gauge(
            "sluice.slots.utilisation", "Share of a worker's slots in use, 0 to 1, over the last seconds");

    private WorkerMeters() {}
}
