package dev.sluice.client;

import jakarta.inject.Singleton;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes.MessagingOperationTypeIncubatingValues;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes.MessagingSystemIncubatingValues;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;

import dev.sluice.runtime.meters.FailSafe;

/**
 * Begins the span of each job that is sent, by OpenTelemetry's conventions for messaging; none while tracing is off. Never
 * fails: a job that cannot be traced is sent all the same.
 */
@Singleton
public class PublishSpans {

    private final Tracer tracer;
    private final boolean off;

    PublishSpans(OpenTelemetry telemetry, OTelRuntimeConfig config) {
        this.tracer = telemetry.getTracer("dev.sluice.client");
        this.off = config.sdkDisabled();
    }

    /** A child of the request's span. */
    PublishSpan begin(Submission submission, String queue) {
        return off ? PublishSpan.NONE : FailSafe.call(() -> start(submission, queue), PublishSpan.NONE);
    }

    private PublishSpan start(Submission submission, String queue) {
        return new PublishSpan(tracer.spanBuilder(queue + " publish")
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_SYSTEM, MessagingSystemIncubatingValues.AWS_SQS)
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_OPERATION_NAME, "publish")
                .setAttribute(
                        MessagingIncubatingAttributes.MESSAGING_OPERATION_TYPE,
                        MessagingOperationTypeIncubatingValues.SEND)
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_DESTINATION_NAME, queue)
                .setAttribute(MessagingIncubatingAttributes.MESSAGING_MESSAGE_CONVERSATION_ID, submission.id())
                .setAttribute("sluice.job.type", submission.type())
                .startSpan());
    }
}
