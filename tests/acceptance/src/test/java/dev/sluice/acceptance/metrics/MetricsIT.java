package dev.sluice.acceptance.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

import dev.sluice.acceptance.Site;
import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;
import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.Reply;
import dev.sluice.testkit.SqsLink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A known load, read back from a CloudWatch. */
class MetricsIT {

    private static final int JOBS = 1_000;
    private static final Duration WORK = Duration.ofMillis(50);
    /** For two queues and three job types; the packaged services have two types. */
    private static final int MOST_METRICS = 40;

    @Test
    void whatStandsInCloudWatchIsWhatHasHappened() throws Exception {
        try (LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);
                Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs());
                HttpCalls http = new HttpCalls(16);
                Published published = new Published(cloudWatch.endpoint())) {
            site.receiver().answerBy((job, attempt) -> new Reply(204, WORK));
            try (PackagedService producer = PackagedService.start("producer", link.endpoint(), telling(cloudWatch));
                    PackagedService worker = site.startWorker(link, telling(cloudWatch))) {
                submit(http, producer, site);
                int refused = http.post(producer.api().resolve("/jobs"), "{\"type\":\"webhook\",\"data\":{}}")
                        .get(10, SECONDS)
                        .status();
                assertThat(refused).isEqualTo(422);
                await().atMost(Duration.ofMinutes(1)).until(() -> site.depth() == 0);
                // The last publish is a stopping service's, long before the first step of a minute is over.
                assertThat(worker.terminate()).isZero();
                assertThat(producer.terminate()).isZero();
            }

            assertThat(published.sum(SluiceMeter.ACCEPTED)).isEqualTo(JOBS);
            assertThat(published.sum(SluiceMeter.REFUSED)).isEqualTo(1);
            assertThat(published.sum(SluiceMeter.RECEIVED)).isEqualTo(JOBS);
            assertThat(published.sum(SluiceMeter.COMPLETED)).isEqualTo(JOBS);
            assertThat(published.sum(SluiceMeter.RETRIED)).isZero();
            assertThat(published.samples(SluiceMeter.HANDLER_TIME)).isEqualTo(JOBS);
            assertThat(published.samples(SluiceMeter.PUBLISH_TIME)).isEqualTo(JOBS);
            assertThat(published.sum(SluiceMeter.BATCH_FILL)).isEqualTo(JOBS);
            assertThat(published.maximum(SluiceMeter.CAPACITY)).isEqualTo(50);
            assertThat(published.maximum(SluiceMeter.UTILISATION)).isBetween(0.0, 1.0);
            Map<String, Double> handler =
                    published.percentiles(SluiceMeter.HANDLER_TIME, "webhook", "p0", "p50", "p99");
            // No call is quicker than the endpoint, but for what a bucket's width makes of it.
            assertThat(handler.get("p0")).isGreaterThan(WORK.toMillis() / 1000.0 * 0.96);
            assertThat(handler.get("p50")).isBetween(handler.get("p0"), handler.get("p99"));
            // All of them: on a slow machine leases are extended, too.
            assertThat(requests(published))
                    .isEqualTo(link.counts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    @Test
    void aServiceHasFewMetricsWhateverHappens() throws Exception {
        try (LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);
                Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs());
                Published published = new Published(cloudWatch.endpoint())) {
            // Both queues give a job that is done, one to try again, one to reject and no job at all.
            site.receiver().answerBy((job, attempt) -> Reply.atOnce(status(job, attempt)));
            for (var queue : List.of(site.normal(), site.high())) {
                for (String id : List.of("done", "busy", "gone")) {
                    queue.send(event(site, id + "-" + UUID.randomUUID()));
                }
                queue.send("no job");
            }
            try (PackagedService worker = site.startWorker(link, telling(cloudWatch))) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> site.normal().deadLetters() == 2
                                && site.high().deadLetters() == 2
                                && site.depth() == 0);
                assertThat(worker.terminate()).isZero();
            }

            List<Metric> metrics = published.metrics();
            Set<String> perType = metrics.stream()
                    .filter(metric -> dimensions(metric).contains("type"))
                    .map(Metric::metricName)
                    .collect(Collectors.toSet());
            assertThat(metrics.size() + perType.size())
                    .as("with one type more than the packaged worker's two: %s", metrics)
                    .isLessThanOrEqualTo(MOST_METRICS);
            assertThat(metrics).allSatisfy(metric -> assertThat(dimensions(metric))
                    .isSubsetOf("environment", "queue", "type", "operation"));
        }
    }

    @Test
    void aWorkerThatCannotReachCloudWatchSaysSoOnceAndDoesItsJobs() throws Exception {
        // Nothing listens there.
        assertOneWarning("refused", Map.of("SLUICE_CLOUDWATCH_ENDPOINT_OVERRIDE", "http://127.0.0.1:9"));
    }

    @Test
    void aWorkerWithoutCredentialsForCloudWatchSaysSoOnceAndDoesItsJobs() throws Exception {
        assertOneWarning(
                "credentials",
                Map.of(
                        // SQS has its own, and neither the environment, a file nor the machine has any for CloudWatch.
                        "QUARKUS_SQS_AWS_CREDENTIALS_TYPE", "static",
                        "QUARKUS_SQS_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID", "test",
                        "QUARKUS_SQS_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", "test",
                        "AWS_ACCESS_KEY_ID", "",
                        "AWS_SECRET_ACCESS_KEY", "",
                        "AWS_SHARED_CREDENTIALS_FILE", "/nowhere",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "SLUICE_CLOUDWATCH_ENDPOINT_OVERRIDE", "http://127.0.0.1:9"));
    }

    private static void assertOneWarning(String reason, Map<String, String> trouble) throws Exception {
        Map<String, String> settings = new HashMap<>(trouble);
        settings.put("SLUICE_CLOUDWATCH_ENABLED", "true");
        settings.put("SLUICE_CLOUDWATCH_STEP", "1S");
        settings.put("SLUICE_CLOUDWATCH_REGION", "eu-central-1");
        // Tells of each further step that failed.
        settings.put("QUARKUS_LOG_CATEGORY__DEV_SLUICE_RUNTIME_CLOUDWATCH__LEVEL", "DEBUG");
        try (Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs());
                PackagedService worker = site.startWorker(link, settings)) {
            site.enqueue(List.of("job-1"));
            await().until(() -> site.receiver().deliveries("job-1") == 1);
            await().atMost(Duration.ofMinutes(1)).until(() -> lines(worker, "CloudWatch still unavailable") >= 2);

            assertThat(worker.log().stream().filter(line -> line.contains("WARN") && line.contains("CloudWatch")))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains(reason, "jobs are not affected")
                            .doesNotContain("stackTrace"));
            assertThat(worker.terminate()).isZero();
        }
    }

    private static long lines(PackagedService worker, String text) {
        return worker.log().stream().filter(line -> line.contains(text)).count();
    }

    private static Map<String, String> telling(LocalCloudWatch cloudWatch) {
        return Map.of(
                "SLUICE_CLOUDWATCH_ENABLED",
                "true",
                // Patient, for a busy machine
                "SLUICE_CLOUDWATCH_LAST_PUBLISH_TIMEOUT",
                "10S",
                "SLUICE_CLOUDWATCH_ENDPOINT_OVERRIDE",
                cloudWatch.endpoint().toString(),
                "SLUICE_CLOUDWATCH_REGION",
                "eu-central-1");
    }

    private static void submit(HttpCalls http, PackagedService producer, Site site) throws Exception {
        var jobs = producer.api().resolve("/jobs");
        int accepted = 0;
        while (accepted < JOBS) {
            // One that the producer could not take yet (a JVM's first request is slow) is no job, and sent again.
            List<CompletableFuture<HttpCalls.Answer>> answers = IntStream.range(0, Math.min(100, JOBS - accepted))
                    .mapToObj(i ->
                            http.post(jobs, site.submission(UUID.randomUUID().toString())))
                    .toList();
            for (CompletableFuture<HttpCalls.Answer> answer : answers) {
                accepted += answer.get(10, SECONDS).status() == 202 ? 1 : 0;
            }
        }
    }

    private static int status(String job, int attempt) {
        if (job.startsWith("gone")) {
            return 410;
        }
        return job.startsWith("busy") && attempt == 1 ? 503 : 204;
    }

    private static String event(Site site, String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"type\":\"webhook\",\"source\":\"/test\",\"data\":{\"url\":\"%s\"}}"
                .formatted(id, site.receiver().uri());
    }

    private static long requests(Published published) {
        return Math.round(published.sum(SluiceMeter.SQS_REQUESTS));
    }

    private static List<String> dimensions(Metric metric) {
        return metric.dimensions().stream().map(Dimension::name).toList();
    }
}
