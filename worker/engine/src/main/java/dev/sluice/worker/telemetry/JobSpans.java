package dev.sluice.worker.telemetry;

import java.util.Map;

import jakarta.inject.Singleton;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes.MessagingOperationTypeIncubatingValues;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes.MessagingSystemIncubatingValues;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;

import dev.sluice.job.OneLine;
import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.worker.handler.Outcome;

/**
 * The span of each job in work, which goes on with the trace that its message brought; a message that brought none, or
 * nonsense, begins one. None while tracing is off. Never fails: a job that cannot be traced is done all the same.
 */
@Singleton
public class JobSpans {

    private static final String OUTCOME = "sluice.job.outcome";

    private static final int MAX_REASON = 1_000;

    private static final TextMapGetter<Map<String, String>> ATTRIBUTES = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> attributes) {
            return attributes.keySet();
        }

        @Override
        public String get(Map<String, String> attributes, String name) {
            return attributes == null ? null : attributes.get(name);
        }
    };

    private final Tracer tracer;
    private final boolean off;

    JobSpans(OpenTelemetry telemetry, OTelRuntimeConfig config) {
        this.tracer = telemetry.getTracer("dev.sluice.consumer");
        this.off = config.sdkDisabled();
    }

    /**
     * Begins the span and makes it the current one in the current Vert.x context, which must be the job's own: it stays
     * so for all that the handler does there, and ends with that context.
     */
    public Span begin(String id, String type, IncomingSqsMetadata metadata) {
        return off ? Span.getInvalid() : FailSafe.call(() -> start(id, type, metadata), Span.getInvalid());
    }

    private Span start(String id, String type, IncomingSqsMetadata metadata) {
        Context sender =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), metadata.attributes(), ATTRIBUTES);
        Span span = tracer.spanBuilder(type + " process")
                .setParent(sender)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_SYSTEM, MessagingSystemIncubatingValues.AWS_SQS)
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_OPERATION_NAME, "process")
                .setAttribute(
                        MessagingIncubatingAttributes.MESSAGING_OPERATION_TYPE,
                        MessagingOperationTypeIncubatingValues.PROCESS)
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_DESTINATION_NAME, metadata.queue())
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_MESSAGE_ID, metadata.messageId())
                .setAttribute(
                        MessagingIncubatingAttributes.MESSAGING_MESSAGE_CONVERSATION_ID,
                        OneLine.of(id, JobFields.MAX_LENGTH))
                .setAttribute("sluice.job.type", type)
                .setAttribute("sluice.job.receive_count", metadata.receiveCount())
                .startSpan();
        sender.with(span).makeCurrent();
        return span;
    }

    /**
     * Ends the span with what became of the job.
     *
     * @param lastTry whether a job that asks for another try gets none
     */
    public void end(Span span, Outcome outcome, boolean lastTry) {
        FailSafe.run(() -> tell(span, outcome, lastTry));
        FailSafe.run(span::end);
    }

    private static void tell(Span span, Outcome outcome, boolean lastTry) {
        switch (outcome) {
            case Outcome.Completed _ -> span.setAttribute(OUTCOME, "completed");
            case Outcome.Retry retry -> failed(span, lastTry ? "failed" : "retried", retry.reason());
            case Outcome.Rejected rejected -> failed(span, "rejected", rejected.reason());
        }
    }

    private static void failed(Span span, String outcome, String reason) {
        span.setAttribute(OUTCOME, outcome);
        span.setStatus(StatusCode.ERROR, OneLine.of(reason, MAX_REASON));
    }
}
