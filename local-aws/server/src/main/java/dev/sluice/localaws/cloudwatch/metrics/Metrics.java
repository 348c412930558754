package dev.sluice.localaws.cloudwatch.metrics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.sluice.localaws.cloudwatch.api.Metric;
import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.metric.DimensionFilter;
import dev.sluice.localaws.cloudwatch.api.metric.ListMetrics;
import dev.sluice.localaws.cloudwatch.api.metric.MetricDatum;
import dev.sluice.localaws.cloudwatch.api.metric.PutMetricData;

/** The operations that write data and list the metrics. */
public final class Metrics {

    /** CloudWatch's own. */
    private static final int PAGE_SIZE = 500;

    private static final String NO_UNIT = "None";
    private static final int STANDARD_RESOLUTION = 60;

    private final MetricStore store;
    private final InstantSource clock;

    private volatile Consumer<PutMetricData> listener = request -> {};

    public Metrics(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param told of each request whose data have been written, on the thread that has */
    public void onPut(Consumer<PutMetricData> told) {
        listener = told;
    }

    /** Writes all data of a request. */
    public void put(PutMetricData request) {
        Instant now = clock.instant();
        DatumRules.require(request, now);
        request.metricData().forEach(datum -> put(request.namespace(), datum, now));
        listener.accept(request);
    }

    private void put(String namespace, MetricDatum datum, Instant now) {
        MetricId metric = MetricId.of(namespace, datum.metricName(), datum.dimensions());
        String unit = datum.unit() == null ? NO_UNIT : datum.unit();
        Instant time = datum.timestamp() == null ? now : datum.timestamp();
        int resolution = datum.storageResolution() == null ? STANDARD_RESOLUTION : datum.storageResolution();
        store.add(metric, unit, time.getEpochSecond(), resolution, samples -> add(datum, samples));
    }

    private static void add(MetricDatum datum, Distribution samples) {
        if (datum.value() != null) {
            samples.add(datum.value(), 1);
        } else if (datum.statisticValues() != null) {
            samples.add(datum.statisticValues());
        } else {
            for (int i = 0; i < datum.values().size(); i++) {
                samples.add(
                        datum.values().get(i),
                        datum.counts().isEmpty() ? 1 : datum.counts().get(i));
            }
        }
    }

    /** Lists those that have data and fit the filters. */
    public ListMetrics.Answer list(ListMetrics request) {
        request.dimensions().forEach(filter -> {
            if (filter.name() == null) {
                throw Rejection.missing("Dimensions.member.Name");
            }
        });
        List<Metric> found = store.metrics().stream()
                .filter(metric ->
                        request.namespace() == null || request.namespace().equals(metric.namespace()))
                .filter(metric ->
                        request.metricName() == null || request.metricName().equals(metric.name()))
                .filter(metric -> request.dimensions().stream().allMatch(filter -> has(metric.dimensions(), filter)))
                .map(MetricId::toMetric)
                .toList();
        Page<Metric> page = Page.of(found, request.nextToken(), PAGE_SIZE);
        return new ListMetrics.Answer(page.items(), page.nextToken());
    }

    private static boolean has(Map<String, String> dimensions, DimensionFilter filter) {
        String value = dimensions.get(filter.name());
        return value != null && (filter.value() == null || filter.value().equals(value));
    }
}
