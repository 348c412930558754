package dev.sluice.localaws.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the SDK's client writes, it reads. */
class ReadBackTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:10:30Z");
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private static LocalCloudWatch local;
    private static CloudWatchClient client;

    @BeforeAll
    static void start() {
        local = LocalCloudWatch.start(0, new ManualClock(NOW));
        client = CloudWatchClients.of(local);
    }

    @AfterAll
    static void stop() {
        client.close();
        local.close();
    }

    @Test
    void valuesOfAMinuteAreOneDatapointWithTheFiveStatistics() {
        for (double value : new double[] {1, 2, 6}) {
            put(datum("five").value(value).unit(StandardUnit.SECONDS));
        }

        assertThat(statistics("five", 60)).singleElement().satisfies(point -> {
            assertThat(point.timestamp()).isEqualTo("2026-11-22T10:10:00Z");
            assertThat(point.sampleCount()).isEqualTo(3);
            assertThat(point.sum()).isEqualTo(9);
            assertThat(point.average()).isEqualTo(3);
            assertThat(point.minimum()).isEqualTo(1);
            assertThat(point.maximum()).isEqualTo(6);
            assertThat(point.unit()).isEqualTo(StandardUnit.SECONDS);
        });
    }

    @Test
    void valuesWithCountsAreSoManySamples() {
        put(datum("counted").values(1.0, 10.0).counts(98.0, 2.0));

        assertThat(statistics("counted", 60)).singleElement().satisfies(point -> {
            assertThat(point.sampleCount()).isEqualTo(100);
            assertThat(point.sum()).isEqualTo(118);
        });
        assertThat(values("counted", "p98", 60)).containsExactly(1.0);
        assertThat(values("counted", "p98.1", 60)).containsExactly(10.0);
    }

    @Test
    void statisticSetsAddUpAndTellNoPercentiles() {
        put(datum("summed")
                .statisticValues(s -> s.sampleCount(2.0).sum(10.0).minimum(4.0).maximum(6.0)));
        put(datum("summed").value(20.0));

        assertThat(statistics("summed", 60)).singleElement().satisfies(point -> {
            assertThat(point.sampleCount()).isEqualTo(3);
            assertThat(point.average()).isEqualTo(10);
            assertThat(point.maximum()).isEqualTo(20);
        });
        assertThat(values("summed", "p50", 60)).isEmpty();
    }

    @Test
    void percentilesComeFromAllValuesOfAPeriod() {
        List<Double> values =
                IntStream.rangeClosed(1, 150).mapToObj(i -> (double) i).toList();
        put(datum("percentiles").values(values).timestamp(START));
        put(datum("percentiles")
                .values(values.stream().map(v -> v + 150).toList())
                .timestamp(START.plusSeconds(60)));

        assertThat(values("percentiles", "p50", 300)).containsExactly(150.0);
        assertThat(values("percentiles", "p95", 300)).containsExactly(285.0);
        assertThat(values("percentiles", "p99", 300)).containsExactly(297.0);
        Datapoint point = client.getMetricStatistics(r -> r.namespace("Test")
                        .metricName("percentiles")
                        .startTime(START)
                        .endTime(NOW)
                        .period(60)
                        .extendedStatistics("p50", "p100"))
                .datapoints()
                .getFirst();
        assertThat(point.extendedStatistics()).containsEntry("p50", 75.0).containsEntry("p100", 150.0);
    }

    @Test
    void aHighResolutionIsKeptToTheSecond() {
        for (int second : new int[] {0, 1, 9, 10, 61}) {
            put(datum("fine").value(1.0).storageResolution(1).timestamp(START.plusSeconds(second)));
        }
        put(datum("coarse").value(1.0).timestamp(START.plusSeconds(59)));

        assertThat(values("fine", "Sum", 1)).containsExactly(1.0, 1.0, 1.0, 1.0, 1.0);
        assertThat(values("fine", "Sum", 10)).containsExactly(3.0, 1.0, 1.0);
        assertThat(values("fine", "Sum", 60)).containsExactly(4.0, 1.0);
        assertThat(data("coarse", "Sum", 1).timestamps()).containsExactly(START);
    }

    @Test
    void dimensionsTellMetricsApartAndTheirOrderDoesNot() {
        Dimension queue = Dimension.builder().name("Queue").value("jobs").build();
        Dimension type = Dimension.builder().name("Type").value("webhook").build();
        put(datum("by-dimension").value(1.0).dimensions(queue, type));
        put(datum("by-dimension").value(1.0).dimensions(type, queue));
        put(datum("by-dimension").value(5.0).dimensions(queue));

        Datapoint both = client.getMetricStatistics(r -> r.namespace("Test")
                        .metricName("by-dimension")
                        .dimensions(type, queue)
                        .startTime(START)
                        .endTime(NOW)
                        .period(60)
                        .statistics(Statistic.SUM))
                .datapoints()
                .getFirst();

        assertThat(both.sum()).isEqualTo(2);
        assertThat(statistics("by-dimension", 60)).isEmpty();
        assertThat(client.listMetrics(r -> r.metricName("by-dimension")
                                .dimensions(DimensionFilter.builder()
                                        .name("Type")
                                        .value("webhook")
                                        .build()))
                        .metrics())
                .singleElement()
                .extracting(Metric::dimensions)
                .isEqualTo(List.of(queue, type));
        assertThat(client.listMetrics(r -> r.metricName("by-dimension")
                                .dimensions(
                                        DimensionFilter.builder().name("Queue").build()))
                        .metrics())
                .hasSize(2);
    }

    @Test
    void unitsAreNotMixedUnlessAGraphAsksForAll() {
        put(datum("units").value(1.0).unit(StandardUnit.SECONDS));
        put(datum("units").value(5.0).unit(StandardUnit.COUNT));

        assertThat(statistics("units", 60)).extracting(Datapoint::sum).containsExactlyInAnyOrder(1.0, 5.0);
        assertThat(values("units", "Sum", 60)).containsExactly(6.0);
    }

    @Test
    void aLongResultComesInPages() {
        for (int second = 0; second < 25; second++) {
            put(datum("paged").value((double) second).storageResolution(1).timestamp(START.plusSeconds(second)));
        }

        List<GetMetricDataResponse> pages = client
                .getMetricDataPaginator(r -> r.startTime(START)
                        .endTime(NOW)
                        .maxDatapoints(10)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(query("m1", "paged", "Sum", 1), query("m2", "paged", "Maximum", 60)))
                .stream()
                .toList();

        assertThat(pages).hasSize(3);
        assertThat(pages.getFirst().metricDataResults().getFirst().statusCode()).isEqualTo(StatusCode.PARTIAL_DATA);
        assertThat(pages)
                .flatExtracting(page -> page.metricDataResults().getFirst().values())
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> (double) i).toList());
        MetricDataResult last = pages.getLast().metricDataResults().getLast();
        assertThat(last.values()).containsExactly(24.0);
        assertThat(last.statusCode()).isEqualTo(StatusCode.COMPLETE);
    }

    @Test
    void manyMetricsAreListedInPages() {
        List<MetricDatum> datums = IntStream.range(0, 1_000)
                .mapToObj(i ->
                        MetricDatum.builder().metricName("m" + i).value(1.0).build())
                .toList();
        client.putMetricData(r -> r.namespace("Many").metricData(datums));
        client.putMetricData(
                r -> r.namespace("Many").metricData(datum("one-more").value(1.0).build()));

        assertThat(client.listMetrics(r -> r.namespace("Many")).metrics()).hasSize(500);
        assertThat(client.listMetricsPaginator(r -> r.namespace("Many")).metrics().stream()
                        .map(Metric::metricName)
                        .distinct())
                .hasSize(1_001);
        assertThatThrownBy(() -> client.listMetrics(r -> r.nextToken("garbage")))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidNextToken"));
    }

    @Test
    void theLatestComesFirstUnlessItIsAskedForOtherwise() {
        put(datum("ordered").value(1.0).timestamp(START));
        put(datum("ordered").value(2.0).timestamp(START.plusSeconds(60)));

        assertThat(client.getMetricData(r ->
                                r.startTime(START).endTime(NOW).metricDataQueries(query("m1", "ordered", "Sum", 60)))
                        .metricDataResults()
                        .getFirst()
                        .values())
                .containsExactly(2.0, 1.0);
    }

    @Test
    void theBacklogPerWorkerIsAnExpression() {
        for (int minute = 0; minute < 2; minute++) {
            Instant time = START.plusSeconds(60L * minute);
            put(datum("visible").value(100.0).timestamp(time));
            put(datum("workers").value(4.0 * minute).timestamp(time));
        }

        List<MetricDataResult> results = client.getMetricData(r -> r.startTime(START)
                        .endTime(START.plusSeconds(180))
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(
                                query("m1", "visible", "Maximum", 60).toBuilder()
                                        .returnData(false)
                                        .build(),
                                query("m2", "workers", "Maximum", 60).toBuilder()
                                        .returnData(false)
                                        .build(),
                                expression("backlog", "m1/m2"),
                                expression("safe", "IF(FILL(m2, 0) > 0, m1/m2, FILL(m1, 0))")))
                .metricDataResults();

        assertThat(results).extracting(MetricDataResult::id).containsExactly("backlog", "safe");
        assertThat(results.getFirst().timestamps()).containsExactly(START.plusSeconds(60));
        assertThat(results.getFirst().values()).containsExactly(25.0);
        assertThat(results.getLast().values()).containsExactly(100.0, 25.0, 0.0);
    }

    @Test
    void whatCloudWatchRefusesIsRefusedWithItsErrors() {
        assertThatThrownBy(() -> put(datum("bad").value(Double.NaN)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("NaN for parameter MetricData.member.1.Value");
        assertThatThrownBy(() -> put(datum("bad"))).isInstanceOf(MissingRequiredParameterException.class);
        assertThatThrownBy(() -> put(datum("bad").value(1.0).values(1.0)))
                .isInstanceOf(InvalidParameterCombinationException.class);
        assertThatThrownBy(() -> put(datum("bad").value(1.0).timestamp(NOW.minus(Duration.ofDays(15)))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("within the past two weeks");
        assertThatThrownBy(() -> put(datum("bad").value(1.0).timestamp(NOW.plus(Duration.ofMinutes(121)))))
                .hasMessageContaining("two hours in the future");
        assertThatThrownBy(() -> put(datum("bad").values(Collections.nCopies(151, 1.0))))
                .hasMessageContaining("Values must not have a size greater than 150");
        assertThatThrownBy(() -> put(datum("bad").value(1.0).dimensions(dimensions(31))))
                .hasMessageContaining("Dimensions must not have a size greater than 30");
        assertThatThrownBy(() -> put(datum("x".repeat(256)).value(1.0))).hasMessageContaining("255");
        assertThatThrownBy(() -> put(datum("bad").value(1.0).storageResolution(5)))
                .hasMessageContaining("StorageResolution");
        assertThatThrownBy(() -> put(datum("bad").value(Math.pow(2, 361)))).hasMessageContaining("Value");
        assertThatThrownBy(() -> client.putMetricData(r -> r.namespace("AWS/SQS")
                        .metricData(datum("bad").value(1.0).build())))
                .hasMessageContaining("AWS/SQS for parameter Namespace is invalid");
        assertThatThrownBy(() -> client.putMetricData(r -> r.namespace("Test")
                        .metricData(Collections.nCopies(
                                1_001, datum("bad").value(1.0).build()))))
                .hasMessageContaining("MetricData must not have a size greater than 1000");
        assertThatThrownBy(() -> values("five", "tm99", 60))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"))
                .hasMessageContaining("tm99");
        assertThatThrownBy(() -> client.getMetricStatistics(r -> r.namespace("Test")
                        .metricName("five")
                        .startTime(START)
                        .endTime(NOW.plus(Duration.ofDays(1)))
                        .period(60)
                        .statistics(Statistic.SUM)))
                .hasMessageContaining("exceeds the limit of 1440");
        assertThat(client.listMetrics(r -> r.metricName("bad")).metrics()).isEmpty();
    }

    @Test
    void whatIsNotSupportedIsNamed() {
        assertThatThrownBy(() -> client.putDashboard(r -> r.dashboardName("d").dashboardBody("{}")))
                .isInstanceOfSatisfying(CloudWatchException.class, e -> assertThat(e.statusCode())
                        .isEqualTo(404))
                .hasMessageContaining("PutDashboard does not exist or is not supported by the local CloudWatch");
        assertThatThrownBy(() -> client.putMetricAlarm(r -> r.alarmName("a").thresholdMetricId("t")))
                .hasMessageContaining("ThresholdMetricId is not supported by the local CloudWatch");
    }

    private static MetricDatum.Builder datum(String metric) {
        return MetricDatum.builder().metricName(metric);
    }

    private static void put(MetricDatum.Builder datum) {
        client.putMetricData(r -> r.namespace("Test").metricData(datum.build()));
    }

    private static List<Dimension> dimensions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Dimension.builder().name("d" + i).value("v").build())
                .toList();
    }

    private static List<Datapoint> statistics(String metric, int period) {
        return client.getMetricStatistics(r -> r.namespace("Test")
                        .metricName(metric)
                        .startTime(START)
                        .endTime(NOW)
                        .period(period)
                        .statistics(
                                Statistic.SAMPLE_COUNT,
                                Statistic.SUM,
                                Statistic.AVERAGE,
                                Statistic.MINIMUM,
                                Statistic.MAXIMUM))
                .datapoints();
    }

    private static List<Double> values(String metric, String statistic, int period) {
        return data(metric, statistic, period).values();
    }

    private static MetricDataResult data(String metric, String statistic, int period) {
        return client.getMetricData(r -> r.startTime(START)
                        .endTime(NOW)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(query("m1", metric, statistic, period)))
                .metricDataResults()
                .getFirst();
    }

    private static MetricDataQuery query(String id, String metric, String statistic, int period) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(s -> s.metric(m -> m.namespace("Test").metricName(metric))
                        .stat(statistic)
                        .period(period))
                .build();
    }

    private static MetricDataQuery expression(String id, String expression) {
        return MetricDataQuery.builder().id(id).expression(expression).build();
    }
}
