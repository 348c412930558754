package dev.sluice.client;

import java.util.HashMap;
import java.util.Map;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;

import dev.sluice.job.OneLine;
import dev.sluice.runtime.meters.FailSafe;

/** One job on its way into the queue, as its trace shows it. */
final class PublishSpan {

    /** For while there is no tracing. */
    static final PublishSpan NONE = new PublishSpan(Span.getInvalid());

    private static final int MAX_REASON = 1_000;

    private final Span span;

    PublishSpan(Span span) {
        this.span = span;
    }

    /**
     * The message attributes by which a worker goes on with the trace: {@code traceparent} and, if the client sent one,
     * {@code tracestate} (W3C Trace Context). No baggage: that is for whom the client meant it, and may be large.
     */
    Map<String, String> attributes() {
        return span.getSpanContext().isValid() ? FailSafe.call(this::context, Map.of()) : Map.of();
    }

    private Map<String, String> context() {
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
        return sending.onTermination().invoke((sent, failure, cancelled) -> FailSafe.run(() -> end(failure)));
    }

    private void end(Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, OneLine.of(String.valueOf(failure.getMessage()), MAX_REASON));
        }
        span.end();
    }
}
