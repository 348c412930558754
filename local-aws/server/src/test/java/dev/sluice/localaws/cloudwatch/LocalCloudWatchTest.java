package dev.sluice.localaws.cloudwatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.localaws.Clients;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class LocalCloudWatchTest {

    private static LocalCloudWatch local;

    @BeforeAll
    static void start() {
        local = LocalCloudWatch.start(0);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void severalApplicationsShareOne() throws Exception {
        MetricDatum done = MetricDatum.builder().metricName("done").value(1.0).build();
        Callable<Void> application = () -> {
            try (CloudWatchClient client = CloudWatchClients.of(local)) {
                for (int i = 0; i < 50; i++) {
                    client.putMetricData(r -> r.namespace("Shared").metricData(done));
                }
            }
            return null;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (var result : threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(i -> application).toList())) {
                result.get();
            }
        }

        Instant now = Instant.now();
        try (CloudWatchClient client = CloudWatchClients.of(local)) {
            assertThat(client
                            .getMetricStatistics(r -> r.namespace("Shared")
                                    .metricName("done")
                                    .startTime(now.minus(Duration.ofHours(1)))
                                    .endTime(now.plus(Duration.ofHours(1)))
                                    .period(3_600)
                                    .statistics(Statistic.SUM))
                            .datapoints()
                            .stream()
                            .mapToDouble(point -> point.sum())
                            .sum())
                    .isEqualTo(200);
        }
    }

    @Test
    void theQueuesOfAnSqsHaveTheMetricsThatAwsPublishes() {
        try (LocalSqs sqs = LocalSqs.start(0);
                LocalCloudWatch watching = LocalCloudWatch.start(0);
                SqsClient queues = Clients.of(sqs);
                CloudWatchClient client = CloudWatchClients.of(watching)) {
            String url = sqs.createQueues(QueueSpec.named("jobs")).get("jobs");
            for (int i = 0; i < 3; i++) {
                queues.sendMessage(m -> m.queueUrl(url).messageBody("job"));
            }
            queues.sendMessage(m -> m.queueUrl(url).messageBody("later").delaySeconds(900));
            queues.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(1));

            watching.watchQueues(sqs.endpoint());

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(latest(client, "ApproximateNumberOfMessagesVisible")).isEqualTo(2);
                assertThat(latest(client, "ApproximateNumberOfMessagesNotVisible"))
                        .isEqualTo(1);
                assertThat(latest(client, "ApproximateNumberOfMessagesDelayed")).isEqualTo(1);
            });
            assertThat(client.listMetrics(r -> r.namespace("AWS/SQS").metricName("ApproximateNumberOfMessagesVisible"))
                            .metrics())
                    .flatExtracting(Metric::dimensions)
                    .extracting(Dimension::value)
                    .containsExactlyInAnyOrder("jobs", "jobs-dlq");
            // SQS reports messages in flight only if there are any.
            assertThat(client.listMetrics(
                                    r -> r.namespace("AWS/SQS").metricName("ApproximateNumberOfMessagesNotVisible"))
                            .metrics())
                    .flatExtracting(Metric::dimensions)
                    .extracting(Dimension::value)
                    .containsExactly("jobs");
        }
    }

    @Test
    void aTakenPortIsNamed() {
        int port = local.endpoint().getPort();

        assertThatThrownBy(() -> LocalCloudWatch.start(port))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(BindException.class)
                .hasMessage("port " + port + " on 127.0.0.1 cannot be bound: Address already in use");
        assertThatThrownBy(() -> LocalCloudWatch.start(80_000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyTheLoopbackIsBound() throws IOException {
        for (InetAddress address :
                InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!address.isLoopbackAddress()) {
                assertThatThrownBy(() -> new Socket(address, local.endpoint().getPort()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void itsPortIsFreeAfterItIsClosedTwice() {
        LocalCloudWatch closed = LocalCloudWatch.start(0);
        assertThat(LocalCloudWatch.answersAt(closed.endpoint())).isTrue();

        closed.close();
        closed.close();

        assertThat(LocalCloudWatch.answersAt(closed.endpoint())).isFalse();
        LocalCloudWatch.start(closed.endpoint().getPort()).close();
    }

    @Test
    void itKeepsNoJvmAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("sluice-cloudwatch")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void somethingElseOnThePortIsNoCloudWatch() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LocalSqs sqs = LocalSqs.start(0)) {
            assertThat(LocalCloudWatch.answersAt(URI.create("http://127.0.0.1:" + silent.getLocalPort())))
                    .isFalse();
            assertThat(LocalCloudWatch.answersAt(sqs.endpoint())).isFalse();
            assertThat(Queues.answerAt(local.endpoint())).isFalse();
        }
    }

    private static double latest(CloudWatchClient client, String metric) {
        Dimension jobs = Dimension.builder().name("QueueName").value("jobs").build();
        MetricDataQuery query = MetricDataQuery.builder()
                .id("m1")
                .metricStat(s -> s.period(60)
                        .stat("Sum")
                        .metric(m -> m.namespace("AWS/SQS").metricName(metric).dimensions(jobs)))
                .build();
        Instant now = Instant.now();
        List<Double> values = client.getMetricData(r -> r.startTime(now.minusSeconds(120))
                        .endTime(now.plusSeconds(60))
                        .metricDataQueries(query))
                .metricDataResults()
                .getFirst()
                .values();
        return values.isEmpty() ? Double.NaN : values.getFirst();
    }
}
