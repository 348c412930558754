package dev.sluice.worker.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;

import dev.sluice.job.OneLine;
import dev.sluice.worker.job.RunningJob;

/**
 * What a log line says of a job besides its text: {@code jobId}, {@code jobType} and, with tracing, {@code traceId} and
 * {@code spanId}.
 */
public record JobFields(String id, String type, SpanContext trace) {

    /** Twice what a client of the producer may choose; a foreign sender may choose anything. */
    static final int MAX_LENGTH = 256;

    private static final String ID = "jobId";
    private static final String TYPE = "jobType";
    // Named as Quarkus names them in the lines that a handler writes.
    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";

    public JobFields {
        id = OneLine.of(id, MAX_LENGTH);
        type = OneLine.of(type, MAX_LENGTH);
    }

    /** For a message that is no job. */
    static final JobFields NONE = new JobFields("", "", SpanContext.getInvalid());

    static JobFields of(RunningJob job) {
        return new JobFields(job.id(), job.type(), job.trace());
    }

    /**
     * For all that is written from now on in the current Vert.x context, which must be the job's own: Quarkus keeps the
     * fields there, so they end with it, and follow a blocking handler to its thread.
     */
    public void keep() {
        MDC.put(ID, id);
        MDC.put(TYPE, type);
    }

    /** For one line, on whatever thread it is written. */
    void addTo(ExtLogRecord line) {
        if (!id.isEmpty()) {
            line.putMdc(ID, id);
            line.putMdc(TYPE, type);
        }
        if (trace.isValid()) {
            line.putMdc(TRACE, trace.getTraceId());
            line.putMdc(SPAN, trace.getSpanId());
        }
    }
}
