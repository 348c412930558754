package dev.sluice.acceptance.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import dev.sluice.acceptance.Site;
import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace from the request through the queue to the handler, as a collector of OTLP sees it; and none by default. */
class TraceIT {

    @Test
    void oneTraceLeadsFromTheRequestThroughTheQueueToTheHandlerAndItsLine() throws Exception {
        try (Collector collector = new Collector();
                Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs());
                PackagedService producer = PackagedService.start("producer", link.endpoint(), tracing(collector));
                PackagedService worker = site.startWorker(link, tracing(collector))) {
            String id = submit(producer, site);

            Collector.Seen process = span(collector, "webhook process");
            Collector.Seen publish = span(collector, "jobs-normal publish");
            Collector.Seen request = span(collector, "POST /jobs");
            assertThat(process.kind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
            assertThat(publish.kind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
            assertThat(request.kind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(List.of(process.trace(), publish.trace())).containsOnly(request.trace());
            assertThat(process.parent()).isEqualTo(publish.id());
            assertThat(publish.parent()).isEqualTo(request.id());
            assertThat(lineOf(worker, id).getJsonObject("mdc").getMap())
                    .containsEntry("jobId", id)
                    .containsEntry("jobType", "webhook")
                    .containsEntry("traceId", request.trace())
                    .containsEntry("spanId", process.id());
        }
    }

    @Test
    void withoutBeingAskedForNothingIsExportedAndEachLineIsOneObject() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs())) {
            Thread.ofVirtual().start(() -> count(nobody, connections));
            // Where it would go to, and at once, were it on.
            Map<String, String> endpoint = Map.of(
                    "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:" + nobody.getLocalPort(),
                    "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                    "10MS");
            try (PackagedService producer = PackagedService.start("producer", link.endpoint(), endpoint);
                    PackagedService worker = site.startWorker(link, endpoint)) {
                String id = submit(producer, site);

                assertThat(lineOf(worker, id).getJsonObject("mdc").getMap())
                        .containsEntry("jobId", id)
                        .containsEntry("jobType", "webhook")
                        .doesNotContainKeys("traceId", "spanId");
                // What has not been sent by now is sent at the end.
                assertThat(producer.terminate()).isZero();
                assertThat(worker.terminate()).isZero();
                assertThat(connections).hasValue(0);
                assertThat(worker.log()).allSatisfy(line -> assertThat(new JsonObject(line).getString("message"))
                        .isNotNull());
            }
        }
    }

    @Test
    void theLogIsTextForWhoWantsIt() throws Exception {
        try (Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs());
                PackagedService worker = site.startWorker(link, Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"))) {
            site.enqueue(List.of("job-1"));

            await().until(() -> worker.says("Job webhook job-1 completed"));
            assertThat(worker.log()).noneMatch(line -> line.startsWith("{"));
        }
    }

    private static Map<String, String> tracing(Collector collector) {
        Map<String, String> settings = new HashMap<>();
        settings.put("QUARKUS_OTEL_SDK_DISABLED", "false");
        settings.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
        settings.put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        settings.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100MS");
        return settings;
    }

    private static String submit(PackagedService producer, Site site) throws Exception {
        String id = UUID.randomUUID().toString();
        try (HttpCalls http = new HttpCalls(1)) {
            HttpCalls.Answer answer = http.post(producer.api().resolve("/jobs"), site.submission(id))
                    .get(30, SECONDS);
            assertThat(answer.status()).isEqualTo(202);
            return id;
        }
    }

    private static Collector.Seen span(Collector collector, String name) {
        return await().until(
                        () -> collector.spans().stream()
                                .filter(span -> span.name().equals(name))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static JsonObject lineOf(PackagedService worker, String id) {
        return await().until(
                        () -> worker.log().stream()
                                .filter(line -> line.contains("Job webhook " + id + " completed"))
                                .findFirst(),
                        Optional::isPresent)
                .map(JsonObject::new)
                .orElseThrow();
    }

    private static void count(ServerSocket socket, AtomicInteger connections) {
        try {
            while (true) {
                socket.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
