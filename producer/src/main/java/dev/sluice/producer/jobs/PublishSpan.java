package dev.sluice.producer.jobs;

import java.util.HashMap;
import java.util.Map;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;

/** One job on its way into the queue, as its trace shows it. */
final class PublishSpan {

    /** For while there is no tracing. */
    static final PublishSpan NONE = new PublishSpan(Span.getInvalid());

    private final Span span;

    PublishSpan(Span span) {
        this.span = span;
    }

    /**
     * The message attributes by which a worker goes on with the trace: {@code traceparent} and, if the client sent one,
     * {@code tracestate} (W3C Trace Context). No baggage: that is for whom the client meant it, and may be large.
     */
    Map<String, String> attributes() {
        if (!span.getSpanContext().isValid()) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.root().with(span), attributes, (carrier, name, value) -> carrier.put(name, value));
        return attributes;
    }

    /** The same sending, at whose end the span ends. */
    Uni<Void> around(Uni<Void> sending) {
        if (!span.isRecording()) {
            return sending;
        }
        return sending.onTermination().invoke((sent, failure, cancelled) -> end(failure));
    }

    private void end(Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
        }
        span.end();
    }
}
