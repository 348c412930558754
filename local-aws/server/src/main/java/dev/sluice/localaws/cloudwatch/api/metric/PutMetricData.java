package dev.sluice.localaws.cloudwatch.api.metric;

import dev.sluice.localaws.cloudwatch.api.Lists;

import java.util.List;

/** Writes data. */
public record PutMetricData(String namespace, List<MetricDatum> metricData) {

    public PutMetricData {
        metricData = Lists.orEmpty(metricData);
    }
}
