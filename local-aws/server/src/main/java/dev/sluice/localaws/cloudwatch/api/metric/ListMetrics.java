package dev.sluice.localaws.cloudwatch.api.metric;

import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Lists;
import dev.sluice.localaws.cloudwatch.api.Metric;

/** Lists the metrics that have data. */
public record ListMetrics(
        String namespace,
        String metricName,
        List<DimensionFilter> dimensions,
        String nextToken,
        String recentlyActive) {

    public ListMetrics {
        dimensions = Lists.orEmpty(dimensions);
    }

    /** A page. */
    public record Answer(List<Metric> metrics, String nextToken) {}
}
