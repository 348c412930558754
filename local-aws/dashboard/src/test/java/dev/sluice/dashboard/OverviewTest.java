package dev.sluice.dashboard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.Panel;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OverviewTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:07Z");

    private LocalCloudWatch cloudWatch;
    private Dashboard dashboard;
    private FleetData data;
    private Page page;

    @BeforeEach
    void start() {
        cloudWatch = LocalCloudWatch.start(0, new ManualClock(NOW));
        dashboard = Dashboard.of(cloudWatch);
        data = new FleetData(cloudWatch);
        page = new Page(dashboard.address());
    }

    @AfterEach
    void stop() {
        data.close();
        cloudWatch.close();
        dashboard.close();
    }

    @Test
    void thePanelsAreThoseOfTheTableWithATimeForEachPeriod() throws Exception {
        for (var range : List.of(List.of("5m", 10, 30), List.of("15m", 30, 30), List.of("1h", 60, 60))) {
            JsonNode overview = page.overview((String) range.getFirst());

            assertThat(overview.get("period").asInt()).isEqualTo(range.get(1));
            assertThat(overview.get("times")).hasSize((int) range.get(2));
            assertThat(overview.get("panels"))
                    .extracting(panel -> panel.get("id").asText())
                    .containsExactly(Stream.of(Panel.values()).map(Panel::name).toArray(String[]::new));
        }
        assertThat(page.get("api/overview?range=1y").statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsDrawnIsWhatGetMetricDataTellsTheSdk() throws Exception {
        for (int seconds = 55; seconds >= 5; seconds -= 10) {
            data.counter(SluiceMeter.COMPLETED, 100 + seconds, "webhook").at(NOW.minusSeconds(seconds));
        }

        List<Double> told = data.client()
                .getMetricData(request -> request.startTime(NOW.minus(Duration.ofMinutes(2)))
                        .endTime(NOW)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(
                                MetricDataQuery.builder()
                                        .id("m1")
                                        .returnData(false)
                                        .metricStat(stat -> stat.period(10)
                                                .stat("Sum")
                                                .metric(metric -> metric.namespace("Sluice")
                                                        .metricName("jobs.completed")
                                                        .dimensions(
                                                                dimension("environment", "dev"),
                                                                dimension("type", "webhook"))))
                                        .build(),
                                MetricDataQuery.builder()
                                        .id("e1")
                                        .expression("m1/10")
                                        .build()))
                .metricDataResults()
                .getFirst()
                .values();

        // But for the period that goes on, of which half a sum would look like a slump.
        List<Double> drawn = numbers(Page.line(page.overview("5m"), "OUTCOMES", "completed", "webhook"));
        assertThat(drawn).containsExactlyElementsOf(told.subList(0, told.size() - 1));
        assertThat(drawn).startsWith(15.5, 14.5);
    }

    @Test
    void thereIsALineForEachQueueOrTypeAndOneForAllTogether() throws Exception {
        data.counter(SluiceMeter.ACCEPTED, 20, "checksum")
                .counter(SluiceMeter.ACCEPTED, 60, "webhook")
                .gauge(SluiceMeter.BACKLOG_AGE, 3, "jobs-high")
                .gauge(SluiceMeter.BACKLOG_AGE, 40, "jobs-normal")
                .timer(SluiceMeter.HANDLER_TIME, new double[] {0.1, 0.2, 0.3, 0.4}, "webhook")
                .timer(SluiceMeter.HANDLER_TIME, new double[] {7}, "checksum")
                .worker(0.25)
                .at(NOW.minusSeconds(10));

        JsonNode overview = page.overview("5m");

        assertThat(numbers(Page.line(overview, "THROUGHPUT", "accepted", null))).containsExactly(8.0);
        assertThat(numbers(Page.line(overview, "BACKLOG_AGE", "age", "jobs-high")))
                .containsExactly(3.0);
        assertThat(numbers(Page.line(overview, "BACKLOG_AGE", "age", "jobs-normal")))
                .containsExactly(40.0);
        assertThat(numbers(Page.line(overview, "HANDLER", "p50", "webhook"))).containsExactly(0.2);
        assertThat(numbers(Page.line(overview, "HANDLER", "p95", "webhook"))).containsExactly(0.4);
        assertThat(numbers(Page.line(overview, "HANDLER", "p95", "checksum"))).containsExactly(7.0);
        assertThat(numbers(Page.line(overview, "UTILISATION", "average", null))).containsExactly(0.25);
        assertThat(numbers(Page.line(overview, "REQUESTS", "requests", null))).isEmpty();
    }

    @Test
    void theQueuesAreThoseOfTheSqsEachWithItsDeadLetters() throws Exception {
        assertThat(page.overview("5m").get("queues").isNull()).isTrue();
        try (LocalSqs sqs = LocalSqs.start(0);
                SqsClient client = Clients.of(sqs)) {
            var urls = sqs.createQueues(QueueSpec.named("jobs"), QueueSpec.named("orders.fifo"));
            client.sendMessage(m -> m.queueUrl(urls.get("jobs")).messageBody("waits"));
            client.sendMessage(m -> m.queueUrl(urls.get("jobs")).messageBody("held"));
            client.sendMessage(
                    m -> m.queueUrl(urls.get("jobs")).messageBody("later").delaySeconds(900));
            client.receiveMessage(r -> r.queueUrl(urls.get("jobs")).maxNumberOfMessages(1));
            client.sendMessage(m -> m.queueUrl(urls.get("jobs-dlq")).messageBody("dead"));

            dashboard.watchQueues(sqs.endpoint());

            JsonNode queues = page.overview("5m").get("queues");
            assertThat(queues).extracting(queue -> queue.get("name").asText()).containsExactly("jobs", "orders.fifo");
            JsonNode jobs = queues.get(0);
            assertThat(jobs.get("visible").asInt()).isEqualTo(1);
            assertThat(jobs.get("inFlight").asInt())
                    .as("no worker tells that it holds any")
                    .isZero();
            assertThat(jobs.get("retrying").asInt()).isEqualTo(1);
            assertThat(jobs.get("delayed").asInt()).isEqualTo(1);
            assertThat(jobs.get("deadLetters").get("name").asText()).isEqualTo("jobs-dlq");
            assertThat(jobs.get("deadLetters").get("count").asInt()).isEqualTo(1);
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode overview = page.overview("5m");
                // Not as AWS publishes it, once a minute: that would hold for what was before, too.
                assertThat(numbers(Page.line(overview, "BACKLOG", "waiting", "jobs")))
                        .containsExactly(1.0);
                assertThat(numbers(Page.line(overview, "DEAD_LETTERS", "dead letters", "jobs-dlq")))
                        .containsExactly(1.0);
            });
        }
        JsonNode away = page.overview("5m");
        assertThat(away.get("queues").isNull()).isTrue();
        assertThat(away.get("verdict").get("headline").asText()).isEqualTo("No queue");
    }

    @Test
    void whatAWorkerHoldsIsInFlightAndWhatNobodyHoldsIsToBeRetried() throws Exception {
        try (LocalSqs sqs = LocalSqs.start(0);
                SqsClient client = Clients.of(sqs)) {
            String url = sqs.createQueues(QueueSpec.named("jobs")).get("jobs");
            dashboard.watchQueues(sqs.endpoint());
            for (int i = 0; i < 5; i++) {
                client.sendMessage(m -> m.queueUrl(url).messageBody("job"));
            }
            client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(5));
            data.gauge(SluiceMeter.HELD, 5, "jobs").at(NOW.minusSeconds(4));
            // What a single look finds without a holder may be chance.
            data.gauge(SluiceMeter.HELD, 2, "jobs").at(NOW.minusSeconds(3));
            data.gauge(SluiceMeter.HELD, 2, "jobs").at(NOW.minusSeconds(2));
            await().untilAsserted(() -> {
                JsonNode jobs = page.overview("5m").get("queues").get(0);
                assertThat(jobs.get("inFlight").asInt()).isEqualTo(2);
                assertThat(jobs.get("retrying").asInt()).isEqualTo(3);
            });
            assertThat(numbers(Page.line(page.overview("5m"), "BACKLOG", "to be retried", "jobs")))
                    .containsExactly(3.0);
        }
    }

    @Test
    void totalsAreOfTheWholeTimeThePeriodThatGoesOnIncluded() throws Exception {
        data.counter(SluiceMeter.COMPLETED, 7, "webhook").at(NOW.minus(Duration.ofMinutes(4)));
        data.counter(SluiceMeter.COMPLETED, 3, "webhook").at(NOW);
        data.counter(SluiceMeter.COMPLETED, 0, "idle").at(NOW);

        JsonNode totals = page.overview("5m").get("totals");

        assertThat(totals).hasSize(1);
        assertThat(totals.get(0).get("type").asText()).isEqualTo("webhook");
        assertThat(totals.get(0).get("done").asInt()).isEqualTo(10);
    }

    @Test
    void theRegionIsTheOneThatDevSuggests() throws Exception {
        String region = page.overview("5m").get("region").asText();

        assertThat(Pattern.compile("--region ([a-z0-9-]+)")
                        .matcher(Files.readString(Path.of("../../src/main/dev/main.sh")))
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .containsOnly(region);
    }

    @Test
    void theVerdictIsAboutTheLastMinute() throws Exception {
        try (LocalSqs sqs = LocalSqs.start(0)) {
            dashboard.watchQueues(sqs.endpoint());
            assertThat(verdict()).startsWith("No jobs yet");

            data.gauge(SluiceMeter.BACKLOG_AGE, 600, "jobs").worker(1).at(NOW.minus(Duration.ofMinutes(4)));
            assertThat(verdict())
                    .isEqualTo("No data: Nothing has been measured for 3 min: is a service running?"
                            + " The panels show what was before.");

            data.counter(SluiceMeter.ACCEPTED, 120, "webhook")
                    .counter(SluiceMeter.COMPLETED, 90, "webhook")
                    .timer(SluiceMeter.WAIT_TIME, new double[] {0.04}, "jobs")
                    .gauge(SluiceMeter.BACKLOG_AGE, 0.04, "jobs")
                    .worker(0.5)
                    .at(NOW.minusSeconds(20));
            assertThat(verdict())
                    .isEqualTo(
                            "Keeping up: 2 jobs/s come in and 1.5/s are done; they wait 40 ms (p95), and 50 % of the slots are busy.");
        }
    }

    private String verdict() throws Exception {
        JsonNode verdict = page.overview("5m").get("verdict");
        return verdict.get("headline").asText() + ": " + verdict.get("sentence").asText();
    }

    private static List<Double> numbers(JsonNode values) {
        List<Double> numbers = new ArrayList<>();
        values.forEach(value -> {
            if (!value.isNull()) {
                numbers.add(value.asDouble());
            }
        });
        return numbers;
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
