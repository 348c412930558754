package dev.sluice.localaws.cloudwatch.metrics;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.Metric;

/** What tells one metric from another; the order of dimensions does not. */
public record MetricId(String namespace, String name, Map<String, String> dimensions) {

    /** The order in which metrics are listed. */
    static final Comparator<MetricId> ORDER = Comparator.comparing(MetricId::namespace)
            .thenComparing(MetricId::name)
            .thenComparing(id -> id.dimensions().toString());

    public MetricId {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    }

    /** A metric by what a request says of it. */
    public static MetricId of(String namespace, String name, Collection<Dimension> dimensions) {
        Map<String, String> byName = new TreeMap<>();
        dimensions.forEach(dimension -> byName.put(dimension.name(), dimension.value()));
        return new MetricId(namespace, name, byName);
    }

    public static MetricId of(Metric metric) {
        return of(metric.namespace(), metric.metricName(), metric.dimensions());
    }

    /** As an answer says it. */
    public Metric toMetric() {
        List<Dimension> list = dimensions.entrySet().stream()
                .map(dimension -> new Dimension(dimension.getKey(), dimension.getValue()))
                .toList();
        return new Metric(namespace, name, list);
    }
}
