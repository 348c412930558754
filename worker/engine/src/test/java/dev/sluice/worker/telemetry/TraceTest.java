package dev.sluice.worker.telemetry;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;
import dev.sluice.worker.probe.Jobs;
import dev.sluice.worker.probe.LogLines;
import dev.sluice.worker.probe.SpanInSpan;
import dev.sluice.worker.probe.TracedHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("application")
@QuarkusTest
@TestProfile(TraceTest.Tracing.class)
class TraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

    /** Spans are exported soon after they end. */
    public static final class Tracing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.sdk.disabled", "false",
                    "quarkus.otel.bsp.schedule.delay", "20MS",
                    "sluice.consumer.types.probe.time-limit", "500MS");
        }
    }

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    InMemorySpanExporter spans;

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

    @ParameterizedTest
    @ValueSource(strings = {"traced", "traced-blocking"})
    void goesOnWithTheTraceThatTheMessageBringsAndTheHandlerDoesTheSame(String type) {
        String id = send(type, "{}", TRACEPARENT);

        SpanData span = onlySpan(type);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(text(span, "messaging.system")).isEqualTo("aws_sqs");
        assertThat(text(span, "messaging.destination.name")).isEqualTo("jobs-normal");
        assertThat(text(span, "messaging.message.conversation_id")).isEqualTo(id);
        assertThat(text(span, "messaging.message.id")).isNotEmpty();
        assertThat(text(span, "sluice.job.type")).isEqualTo(type);
        assertThat(span.getAttributes().get(AttributeKey.longKey("sluice.job.receive_count")))
                .isEqualTo(1);
        assertThat(text(span, "sluice.job.outcome")).isEqualTo("completed");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(other -> other.getName().equals(SpanInSpan.NAME))
                .hasSize(2)
                .allMatch(own -> own.getTraceId().equals(TRACE))
                .allMatch(own -> own.getParentSpanId().equals(span.getSpanId()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-and-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-\u00e4\u20ac-\u0130\u0130",
                "-------------------------------------------------------"
            })
    void beginsATraceWhenTheMessageBringsNonsense(String nonsense) {
        send("traced", "{}", nonsense);

        SpanData span = onlySpan("traced");
        assertThat(span.getSpanContext().isValid()).isTrue();
        assertThat(span.getTraceId()).isNotEqualTo(TRACE);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(text(span, "sluice.job.outcome")).isEqualTo("completed");
    }

    @Test
    void aTraceStateWithoutEndHurtsNoJob() {
        String id = UUID.randomUUID().toString();
        normal.send(
                Jobs.event(id, "traced", "{}"),
                Map.of(
                        "traceparent", TestQueue.string(TRACEPARENT),
                        "tracestate", TestQueue.string("a=b,=,".repeat(20_000))));

        assertThat(onlySpan("traced").getTraceId()).isEqualTo(TRACE);
    }

    @Test
    void aRejectedJobIsAnErrorAndItsDeadLetterStillBelongsToTheTrace() {
        send("probe", "{\"behaviour\":\"REJECT\"}", TRACEPARENT);

        SpanData span = onlySpan("probe");
        assertThat(text(span, "sluice.job.outcome")).isEqualTo("rejected");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("made up");
        assertThat(onlyDeadLetter().messageAttributes().get("traceparent").stringValue())
                .isEqualTo(TRACEPARENT);
    }

    @Test
    void noForeignTextFillsASpan() {
        String odd = "1\\n\\u001b\\u202e" + "x".repeat(100_000);
        normal.send(
                Jobs.event(odd, "probe", "{\"behaviour\":\"" + odd + "\"}"),
                Map.of("traceparent", TestQueue.string(TRACEPARENT)));

        SpanData span = onlySpan("probe");
        assertThat(text(span, "messaging.message.conversation_id"))
                .startsWith("1???xxx")
                .hasSizeLessThan(300);
        assertThat(span.getStatus().getDescription()).hasSizeLessThan(1_100).doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void aJobThatNeverReachesItsHandlerHasASpanToo() {
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            String id = send("probe", "{\"behaviour\":\"DANCE\"}", TRACEPARENT);

            SpanData span = onlySpan("probe");
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getStatus().getDescription()).contains("behaviour");
            await().until(() -> log.count(id) == 1);
            assertThat(log.fields(id)).containsEntry("traceId", TRACE).containsEntry("jobId", id);
        }
    }

    @Test
    void aJobThatIsToBeTriedAgainIsAnErrorAndItsLineHasItsFieldsAlthoughAnotherThreadWritesIt() {
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            String id = send("probe", "{\"behaviour\":\"NEVER_END\"}", TRACEPARENT);

            SpanData span = spanOf(id);
            assertThat(text(span, "sluice.job.outcome")).isEqualTo("retried");
            assertThat(span.getStatus().getDescription()).contains("time limit");
            assertThat(log.fields(id + " failed"))
                    .containsEntry("jobId", id)
                    .containsEntry("jobType", "probe")
                    .containsEntry("traceId", TRACE)
                    .containsEntry("spanId", span.getSpanId());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced", "traced-blocking"})
    void eachLineOfAHandlerCarriesItsOwnJobAndNoOther(String type) {
        try (LogLines own = LogLines.of(TracedHandler.LOG);
                LogLines ours = LogLines.of("dev.sluice.consumer.job")) {
            List<String> ids = IntStream.range(0, 30)
                    .mapToObj(i -> send(type, "{}", TRACEPARENT))
                    .toList();
            await().until(() -> ours.count("completed") >= ids.size());
            await().until(() -> processing(type).size() >= ids.size());

            for (String id : ids) {
                for (Map<String, String> fields : List.of(
                        own.fields("At once in " + id), own.fields("Later in " + id), ours.fields(id + " completed"))) {
                    assertThat(fields)
                            .containsEntry("jobId", id)
                            .containsEntry("jobType", type)
                            .containsEntry("traceId", TRACE)
                            .containsEntry("spanId", find(id).orElseThrow().getSpanId());
                }
            }
        }
    }

    private String send(String type, String data, String traceparent) {
        String id = UUID.randomUUID().toString();
        normal.send(Jobs.event(id, type, data), Map.of("traceparent", TestQueue.string(traceparent)));
        return id;
    }

    private SpanData onlySpan(String type) {
        await().until(() -> !processing(type).isEmpty());
        assertThat(processing(type)).hasSize(1);
        return processing(type).getFirst();
    }

    private List<SpanData> processing(String type) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(type + " process"))
                .toList();
    }

    private SpanData spanOf(String id) {
        await().until(() -> find(id).isPresent());
        return find(id).orElseThrow();
    }

    private Optional<SpanData> find(String id) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> id.equals(text(span, "messaging.message.conversation_id")))
                .findFirst();
    }

    private Message onlyDeadLetter() {
        await().until(() -> normal.deadLetters() == 1);
        return normal.receiveDeadLetters().getFirst();
    }

    private static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }
}
