package dev.sluice.acceptance.metrics;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

import dev.sluice.dashboard.meter.SluiceMeter;

/** What stands in a CloudWatch's namespace Sluice, read with the real SDK as an operator would read it. */
final class Published implements AutoCloseable {

    private static final int DAY = 86_400;

    private final CloudWatchClient client;

    Published(URI endpoint) {
        client = CloudWatchClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    List<Metric> metrics() {
        return client.listMetricsPaginator(r -> r.namespace("Sluice")).metrics().stream()
                .toList();
    }

    /** The sum of all that was told of the meter, all its dimensions together. */
    double sum(SluiceMeter meter) {
        return points(meter, Statistic.SUM).stream().mapToDouble(Datapoint::sum).sum();
    }

    double maximum(SluiceMeter meter) {
        return points(meter, Statistic.MAXIMUM).stream()
                .mapToDouble(Datapoint::maximum)
                .max()
                .orElseThrow();
    }

    /** How many samples a timer has told. */
    double samples(SluiceMeter meter) {
        return points(meter, Statistic.SAMPLE_COUNT).stream()
                .mapToDouble(Datapoint::sampleCount)
                .sum();
    }

    /** Percentiles of a timer with one value of its dimension, in seconds. */
    Map<String, Double> percentiles(SluiceMeter meter, String value, String... percentiles) {
        Metric metric = metrics().stream()
                .filter(each -> each.metricName().equals(meter.metricName()))
                .filter(each -> each.dimensions().stream()
                        .anyMatch(dimension -> dimension.value().equals(value)))
                .findFirst()
                .orElseThrow();
        return client.getMetricStatistics(r -> r.namespace("Sluice")
                        .metricName(metric.metricName())
                        .dimensions(metric.dimensions())
                        .startTime(start())
                        .endTime(start().plus(Duration.ofDays(2)))
                        .period(DAY * 2)
                        .extendedStatistics(percentiles))
                .datapoints()
                .getFirst()
                .extendedStatistics();
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Datapoint> points(SluiceMeter meter, Statistic statistic) {
        List<Datapoint> points = new ArrayList<>();
        for (Metric metric : metrics()) {
            if (metric.metricName().equals(meter.metricName())) {
                points.addAll(points(metric.metricName(), metric.dimensions(), statistic));
            }
        }
        return points;
    }

    private List<Datapoint> points(String name, List<Dimension> dimensions, Statistic statistic) {
        return client.getMetricStatistics(r -> r.namespace("Sluice")
                        .metricName(name)
                        .dimensions(dimensions)
                        .startTime(start())
                        .endTime(start().plus(Duration.ofDays(2)))
                        .period(DAY * 2)
                        .statistics(statistic))
                .datapoints();
    }

    private static Instant start() {
        return Instant.now().minus(Duration.ofDays(1));
    }
}
