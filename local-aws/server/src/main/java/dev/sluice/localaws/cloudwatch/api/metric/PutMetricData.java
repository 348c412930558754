package dev.sluice.localaws.cloudwatch.api.metric;

import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Lists;

/** Writes data. */
public record PutMetricData(String namespace, List<MetricDatum> metricData) {

    public PutMetricData {
        metricData = Lists.orEmpty(metricData);
    }
}
