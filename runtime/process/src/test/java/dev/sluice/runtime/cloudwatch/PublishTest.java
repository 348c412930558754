package dev.sluice.runtime.cloudwatch;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.cloudwatch2.CloudWatchConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

import dev.sluice.localaws.cloudwatch.LocalCloudWatch;
import dev.sluice.runtime.meters.MeterDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a CloudWatch gets of the meters, read back as anybody would read it. */
class PublishTest {

    private static final MeterDefinition BACKLOG_AGE = MeterDefinition.gauge(
            "sluice.backlog.age", "Time that the messages received now have waited; 0 if the queue is empty", "queue");
    private static final MeterDefinition BATCH_FILL =
            MeterDefinition.distribution("sluice.publish.batch", "Messages per send request, 1 to 10", "queue");
    private static final MeterDefinition CAPACITY =
            MeterDefinition.gauge("sluice.slots.capacity", "Maximum concurrent jobs of a worker");
    private static final MeterDefinition COMPLETED =
            MeterDefinition.counter("sluice.jobs.completed", "Completed jobs", "type");
    private static final MeterDefinition HANDLER_TIME =
            MeterDefinition.timer("sluice.jobs.handler", "Time from the start of the handler to its outcome", "type");
    private static final MeterDefinition IN_FLIGHT =
            MeterDefinition.gauge("sluice.slots.busy", "Jobs in progress in a worker");
    private static final MeterDefinition UTILISATION = MeterDefinition.gauge(
            "sluice.slots.utilisation", "Fraction of a worker's slots in use over the last seconds, 0 to 1");

    private LocalCloudWatch cloudWatch;
    private CloudWatchAsyncClient client;
    private SluiceCloudWatchRegistry registry;

    @BeforeEach
    void start() {
        cloudWatch = LocalCloudWatch.start(0);
        client = client(cloudWatch.endpoint());
        registry = registry(client);
    }

    @AfterEach
    void stop() {
        registry.close();
        client.close();
        cloudWatch.close();
    }

    @Test
    void tellsEachEventOnce() {
        var counter = COMPLETED.counter(registry, "webhook");
        counter.increment(7);
        registry.publish();
        counter.increment(5);
        registry.publish();
        registry.publish();

        assertThat(sum(points("jobs.completed", "type", "webhook"))).isEqualTo(12);
    }

    @Test
    void tellsADistributionInOneMetricWithPercentilesThatHold() {
        var timer = HANDLER_TIME.timer(registry, "webhook");
        IntStream.rangeClosed(1, 1000).forEach(i -> timer.record(i, TimeUnit.MILLISECONDS));
        registry.publish();

        Datapoint point = points("jobs.handler", "type", "webhook").getFirst();
        assertThat(point.sampleCount()).isEqualTo(1000);
        assertThat(point.sum()).isCloseTo(500.5, within(5.0));
        assertThat(point.minimum()).isCloseTo(0.001, within(0.0001));
        assertThat(point.maximum()).isCloseTo(1.0, within(0.04));
        assertThat(point.extendedStatistics().get("p50")).isCloseTo(0.5, within(0.02));
        assertThat(point.extendedStatistics().get("p95")).isCloseTo(0.95, within(0.04));
        assertThat(point.extendedStatistics().get("p99")).isCloseTo(0.99, within(0.04));
    }

    @Test
    void sendsTheTablesMetersOnly() {
        CAPACITY.gauge(registry, 50, Integer::doubleValue);
        registry.counter("jvm.gc.something").increment();
        registry.publish();

        assertThat(metrics()).extracting(Metric::metricName).containsExactly("slots.capacity");
        assertThat(metrics().getFirst().dimensions()).singleElement().satisfies(dimension -> {
            assertThat(dimension.name()).isEqualTo("environment");
            assertThat(dimension.value()).isEqualTo("test");
        });
    }

    @Test
    void sendsLaterWhatCloudWatchDidNotTake() {
        int port = cloudWatch.endpoint().getPort();
        var counter = COMPLETED.counter(registry, "webhook");
        cloudWatch.close();
        counter.increment(3);
        registry.publish();
        cloudWatch = LocalCloudWatch.start(port);
        counter.increment(4);
        registry.publish();

        assertThat(sum(points("jobs.completed", "type", "webhook"))).isEqualTo(7);
    }

    @Test
    void oddValuesAreClampedOrLeftOutAndAllOthersGoOn() {
        var counter = COMPLETED.counter(registry, "webhook");
        counter.increment(Double.NaN);
        counter.increment(Double.POSITIVE_INFINITY);
        counter.increment(-5);
        counter.increment(3);
        var timer = HANDLER_TIME.timer(registry, "webhook");
        timer.record(Long.MAX_VALUE, TimeUnit.DAYS);
        timer.record(1, TimeUnit.SECONDS);
        BATCH_FILL.distribution(registry, "jobs").record(Double.POSITIVE_INFINITY);
        CAPACITY.gauge(registry, Double.MAX_VALUE, Double::doubleValue);
        IN_FLIGHT.gauge(registry, Double.NaN, Double::doubleValue);
        UTILISATION.gauge(registry, Double.MIN_VALUE, Double::doubleValue);
        BACKLOG_AGE.gauge(
                registry,
                this,
                it -> {
                    throw new IllegalStateException("made up");
                },
                "jobs");
        registry.publish();

        assertThat(sum(points("jobs.completed", "type", "webhook"))).isEqualTo(3);
        assertThat(points("jobs.handler", "type", "webhook").getFirst().sampleCount())
                .isEqualTo(2);
        assertThat(metrics())
                .extracting(Metric::metricName)
                .containsExactlyInAnyOrder("jobs.completed", "jobs.handler", "slots.capacity", "slots.utilisation");
    }

    @Test
    void publishesOnceMoreWhenItIsClosed() {
        COMPLETED.counter(registry, "webhook").increment(9);

        registry.close();

        assertThat(sum(points("jobs.completed", "type", "webhook"))).isEqualTo(9);
    }

    private static double sum(List<Datapoint> points) {
        return points.stream().mapToDouble(Datapoint::sum).sum();
    }

    private List<Datapoint> points(String metric, String dimension, String value) {
        Instant now = Instant.now();
        var request = client.getMetricStatistics(r -> r.namespace("Sluice")
                .metricName(metric)
                .dimensions(dimension("environment", "test"), dimension(dimension, value))
                .startTime(now.minus(Duration.ofMinutes(10)))
                .endTime(now.plus(Duration.ofMinutes(10)))
                .period(60)
                .statistics(Statistic.SUM, Statistic.SAMPLE_COUNT, Statistic.MINIMUM, Statistic.MAXIMUM));
        var percentiles = client.getMetricStatistics(r -> r.namespace("Sluice")
                .metricName(metric)
                .dimensions(dimension("environment", "test"), dimension(dimension, value))
                .startTime(now.minus(Duration.ofMinutes(10)))
                .endTime(now.plus(Duration.ofMinutes(10)))
                .period(60)
                .extendedStatistics("p50", "p95", "p99"));
        List<Datapoint> extended = percentiles.join().datapoints();
        List<Datapoint> points = request.join().datapoints();
        return IntStream.range(0, points.size())
                .mapToObj(i -> points.get(i).toBuilder()
                        .extendedStatistics(extended.get(i).extendedStatistics())
                        .build())
                .toList();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private List<Metric> metrics() {
        return client.listMetrics(r -> r.namespace("Sluice")).join().metrics();
    }

    private static SluiceCloudWatchRegistry registry(CloudWatchAsyncClient client) {
        var config = new CloudWatchConfig() {
            @Override
            public String get(String key) {
                return null;
            }

            @Override
            public String namespace() {
                return "Sluice";
            }
        };
        return new SluiceCloudWatchRegistry(
                config, client, new Datums("test", 60), new Outbox(client, "Sluice", Duration.ofSeconds(5)));
    }

    private static CloudWatchAsyncClient client(URI endpoint) {
        return CloudWatchAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
