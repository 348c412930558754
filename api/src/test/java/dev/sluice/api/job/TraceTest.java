package dev.sluice.api.job;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("application")
@QuarkusTest
@TestProfile(TraceTest.Tracing.class)
class TraceTest {

    private static final String JOB =
            "{\"id\":\"traced-1\",\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/a\"}}";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers.get(name);
        }
    };

    /** Spans are exported soon after they end; a busy machine may take its time for the first message. */
    public static final class Tracing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.sdk.disabled", "false",
                    "quarkus.otel.bsp.schedule.delay", "20MS",
                    "mp.messaging.outgoing.jobs-normal.timeout", "20000");
        }
    }

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    InMemorySpanExporter spans;

    @Inject
    OpenTelemetry telemetry;

    private TestQueue normal;

    @BeforeEach
    void open() {
        spans.reset();
        normal = TestQueue.at(sqs, QueueSpec.named("jobs-normal"));
    }

    @AfterEach
    void close() {
        normal.purge();
        normal.close();
    }

    @Test
    void theMessageLeavesWithTheTraceOfItsRequest() {
        submit(Map.of());

        String traceparent = attribute(onlyMessage(), "traceparent");
        SpanData request = span(SpanKind.SERVER, traceparent);
        SpanData publish = span(SpanKind.PRODUCER, traceparent);
        assertThat(request.getName()).isEqualTo("POST /jobs");
        assertThat(publish.getName()).isEqualTo("jobs-normal publish");
        assertThat(publish.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(text(publish, "messaging.system")).isEqualTo("aws_sqs");
        assertThat(text(publish, "messaging.destination.name")).isEqualTo("jobs-normal");
        assertThat(text(publish, "messaging.message.conversation_id")).isEqualTo("traced-1");
        assertThat(traceparent).isEqualTo("00-%s-%s-01".formatted(request.getTraceId(), publish.getSpanId()));
    }

    @Test
    void theTraceIsTheClientsIfItHasOneAndItsBaggageStaysHere() {
        submit(Map.of(
                "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01",
                "tracestate", "vendor=value",
                "baggage", "secret=yes"));

        Message message = onlyMessage();
        assertThat(attribute(message, "traceparent")).startsWith("00-" + TRACE + "-");
        assertThat(attribute(message, "tracestate")).isEqualTo("vendor=value");
        assertThat(message.messageAttributes()).containsOnlyKeys("traceparent", "tracestate");
    }

    /** The library reads it without a bound (GHSA-rcgg-9c38-7xpx), whose acceptance rests on this. */
    @Test
    void baggageIsNotEvenRead() {
        Map<String, String> headers = Map.of("baggage", "secret=yes");

        Context read = telemetry.getPropagators().getTextMapPropagator().extract(Context.root(), headers, HEADERS);

        assertThat(Baggage.fromContext(read).isEmpty()).isTrue();
    }

    private static void submit(Map<String, String> headers) {
        given().contentType(ContentType.JSON)
                .headers(headers)
                .body(JOB)
                .post("/jobs")
                .then()
                .statusCode(202);
    }

    /** The request's span ends after its answer, maybe in the next test: so by its trace. */
    private SpanData span(SpanKind kind, String traceparent) {
        return await().until(() -> find(kind, traceparent), Optional::isPresent).orElseThrow();
    }

    private Optional<SpanData> find(SpanKind kind, String traceparent) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == kind && traceparent.contains(span.getTraceId()))
                .findFirst();
    }

    private Message onlyMessage() {
        var messages = normal.receive();
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes().get(name).stringValue();
    }

    private static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }
}
