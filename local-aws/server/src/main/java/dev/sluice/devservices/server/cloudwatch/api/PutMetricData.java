package dev.sluice.devservices.server.cloudwatch.api;

import java.util.List;

/** Writes data. */
public record PutMetricData(String namespace, List<MetricDatum> metricData) {

    public PutMetricData {
        metricData = Lists.orEmpty(metricData);
    }
}
