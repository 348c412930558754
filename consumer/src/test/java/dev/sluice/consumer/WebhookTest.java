package dev.sluice.consumer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Webhooks on their whole way through the service. */
@Tag("application")
@QuarkusTest
@TestProfile(WebhookTest.Tracing.class)
class WebhookTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** Spans are exported soon after they end. */
    public static final class Tracing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.sdk.disabled", "false",
                    "quarkus.otel.bsp.schedule.delay", "20MS",
                    "sluice.consumer.outbound.allow-private-addresses", "true");
        }
    }

    /** Keeps the spans of a test in memory, in the place of OTLP. */
    public static class Spans {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    InMemorySpanExporter spans;

    private TestQueue queue;

    @BeforeEach
    void open() {
        spans.reset();
        queue = TestQueue.at(sqs, QueueSpec.named("jobs-normal"));
    }

    @AfterEach
    void close() {
        queue.purge();
        queue.close();
    }

    @Test
    void whomAWebhookCallsLearnsNothingOfTheTrace() throws IOException {
        Queue<Headers> calls = new ConcurrentLinkedQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            calls.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            send("{\"url\":\"http://127.0.0.1:%d/\"}"
                    .formatted(receiver.getAddress().getPort()));

            assertThat(onlySpan().getAttributes().get(AttributeKey.stringKey("sluice.job.outcome")))
                    .isEqualTo("completed");
            assertThat(calls).hasSize(1);
            assertThat(calls.element().toString()).doesNotContain(TRACE);
            assertThat(calls.element().keySet()).doesNotContain("Traceparent", "Tracestate", "Baggage");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void aHeaderMapBombIsRejectedWithoutALookAtEachHeader() {
        String headers = IntStream.range(0, 40_000)
                .mapToObj(i -> "\"bad name " + i + "\":\"\"")
                .collect(Collectors.joining(","));
        send("{\"url\":\"http://localhost/\",\"headers\":{%s}}".formatted(headers));

        await().until(() -> queue.deadLetters() == 1 && queue.depth() == 0);
        assertThat(queue.receiveDeadLetters()
                        .getFirst()
                        .messageAttributes()
                        .get("Sluice-Reason")
                        .stringValue())
                .isEqualTo("data: headers must have at most 50 entries");
    }

    private void send(String data) {
        queue.send(
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/test\",\"type\":\"webhook\",\"data\":%s}"
                        .formatted(UUID.randomUUID(), data),
                Map.of("traceparent", TestQueue.string("00-" + TRACE + "-00f067aa0ba902b7-01")));
    }

    private SpanData onlySpan() {
        await().until(() -> !processing().isEmpty());
        assertThat(processing()).hasSize(1);
        return processing().getFirst();
    }

    private List<SpanData> processing() {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("webhook process"))
                .toList();
    }
}
