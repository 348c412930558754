package dev.sluice.worker.probe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;

/** What a handler's own spans do: become the current one, and let the one around them be it again. */
public final class SpanInSpan {

    public static final String NAME = "the handler's own";

    private SpanInSpan() {}

    static void make(Tracer tracer) {
        Span span = tracer.spanBuilder(NAME).startSpan();
        try (Scope _ = span.makeCurrent()) {
            span.setAttribute("made", true);
        } finally {
            span.end();
        }
    }
}
