package dev.sluice.acceptance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import dev.sluice.dashboard.Dashboard;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.Reply;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DashboardIT {

    @Test
    void theSampleJobIsOneThatTheProducerTakes() throws Exception {
        try (LocalSqs sqs = LocalSqs.start(0);
                TestQueue jobs = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
                TestQueue urgent = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
                PackagedService producer = PackagedService.start("producer", sqs.endpoint(), Map.of());
                LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);
                Dashboard dashboard = Dashboard.of(cloudWatch);
                HttpClient http = HttpClient.newHttpClient()) {
            dashboard.submitSampleJobsTo(producer.api());
            HttpRequest button = HttpRequest.newBuilder(dashboard.address().resolve("api/sample-jobs"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();

            // A JVM's first request loads classes for longer than a queue may take to answer.
            await().untilAsserted(() -> {
                HttpResponse<String> answer = http.send(button, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).contains("is in the queue");
                assertThat(answer.statusCode()).isEqualTo(202);
            });

            assertThat(jobs.depth()).isPositive();
            assertThat(urgent.depth()).isZero();
        }
    }

    @Test
    void aWorkerThatIsKilledIsMissedWithinSecondsAndWhatWaitsForItsNextTryIsNotInFlight() throws Exception {
        try (LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);
                Dashboard dashboard = Dashboard.of(cloudWatch);
                Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs())) {
            site.receiver().answerBy((job, attempt) -> Reply.atOnce(status(job)));
            dashboard.watchQueues(site.sqs());
            PackagedService worker = site.startWorker(
                    link,
                    Map.of(
                            "SLUICE_CLOUDWATCH_ENABLED", "true",
                            "SLUICE_CLOUDWATCH_STEP", "1S",
                            "SLUICE_CLOUDWATCH_ENDPOINT_OVERRIDE",
                                    cloudWatch.endpoint().toString(),
                            "SLUICE_CLOUDWATCH_REGION", "eu-central-1",
                            // A delay is a random part of it.
                            "SLUICE_CONSUMER_RETRY_INITIAL_DELAY", "12H",
                            "SLUICE_CONSUMER_RETRY_MAX_DELAY", "12H"));
            try (worker) {
                dashboard.expectConsumer(worker.management(), worker.api());
                site.enqueue(List.of("done-1", "done-2", "gone-1", "busy-1", "busy-2", "busy-3"));

                soon().untilAsserted(() -> {
                    JsonNode seen = overview(dashboard);
                    JsonNode queue = queue(seen);
                    assertThat(queue.path("retrying").asInt()).isEqualTo(3);
                    assertThat(queue.path("inFlight").asInt()).isZero();
                    assertThat(queue.path("deadLetters").path("count").asInt()).isEqualTo(1);
                    JsonNode totals = seen.path("totals").path(0);
                    assertThat(totals.path("done").asInt()).isEqualTo(2);
                    assertThat(totals.path("retried").asInt()).isEqualTo(3);
                    assertThat(totals.path("failed").asInt()).isEqualTo(1);
                    assertThat(seen.get("verdict").get("headline").asText()).isEqualTo("Dead letters");
                });

                worker.kill();
                site.enqueue(List.of("done-3"));

                await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                    JsonNode verdict = overview(dashboard).get("verdict");
                    assertThat(verdict.get("headline").asText()).isEqualTo("Consumer down");
                    assertThat(verdict.get("level").asText()).isEqualTo("BAD");
                    assertThat(verdict.get("sentence").asText()).contains("has ended", "4 jobs wait");
                });
                assertThat(overview(dashboard).get("services")).singleElement().satisfies(service -> assertThat(
                                service.get("state").asText())
                        .isEqualTo("DOWN"));
            }
        }
    }

    private static int status(String job) {
        return switch (job.substring(0, job.indexOf('-'))) {
            case "gone" -> 410;
            case "busy" -> 503;
            default -> 204;
        };
    }

    private static JsonNode overview(Dashboard dashboard) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest look = HttpRequest.newBuilder(dashboard.address().resolve("api/overview?range=5m"))
                    .build();
            return new ObjectMapper()
                    .readTree(http.send(look, HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }

    private static JsonNode queue(JsonNode overview) {
        for (JsonNode queue : overview.get("queues")) {
            if (queue.get("name").asText().equals("jobs-normal")) {
                return queue;
            }
        }
        throw new AssertionError("no jobs-normal in " + overview);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(1));
    }
}
