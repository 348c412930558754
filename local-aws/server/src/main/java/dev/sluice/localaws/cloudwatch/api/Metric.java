package dev.sluice.localaws.cloudwatch.api;

import java.util.List;

/** What names a metric. */
public record Metric(String namespace, String metricName, List<Dimension> dimensions) {

    public Metric {
        dimensions = Lists.orEmpty(dimensions);
    }
}
