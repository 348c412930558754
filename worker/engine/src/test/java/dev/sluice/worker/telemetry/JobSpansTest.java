package dev.sluice.worker.telemetry;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import org.junit.jupiter.api.Test;

import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class JobSpansTest {

    private final JobSpans spans = new JobSpans(broken(OpenTelemetry.class), tracing());

    @Test
    void aTracerThatFailsKeepsNoJobFromBeginning() {
        var metadata = new IncomingSqsMetadata(
                "jobs",
                "1",
                () -> 1,
                OptionalInt::empty,
                Instant.EPOCH,
                Optional.empty(),
                Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                null,
                false);

        assertThat(spans.begin("1", "probe", metadata).getSpanContext().isValid())
                .isFalse();
    }

    @Test
    void aSpanThatFailsKeepsNoJobFromItsEnd() {
        assertThatCode(() -> spans.end(broken(Span.class), Outcome.rejected("made up"), false))
                .doesNotThrowAnyException();
    }

    private static OTelRuntimeConfig tracing() {
        return proxy(OTelRuntimeConfig.class, false);
    }

    /** Gives what it is asked for, as far as that is broken in the same way, and fails at all else. */
    private static <T> T broken(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().startsWith("get")
                            && method.getReturnType().isInterface()) {
                        return broken(method.getReturnType());
                    }
                    throw new IllegalStateException("made up");
                }));
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
    }
}
