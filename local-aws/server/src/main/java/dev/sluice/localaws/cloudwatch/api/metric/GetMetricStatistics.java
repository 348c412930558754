package dev.sluice.localaws.cloudwatch.api.metric;

import java.time.Instant;
import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.Lists;

/**
 * Reads statistics of one metric.
 *
 * @param period seconds
 */
public record GetMetricStatistics(
        String namespace,
        String metricName,
        List<Dimension> dimensions,
        Instant startTime,
        Instant endTime,
        Integer period,
        List<String> statistics,
        List<String> extendedStatistics,
        String unit) {

    public GetMetricStatistics {
        dimensions = Lists.orEmpty(dimensions);
        statistics = Lists.orEmpty(statistics);
        extendedStatistics = Lists.orEmpty(extendedStatistics);
    }

    /** All of it; the earliest comes first. */
    public record Answer(String label, List<Datapoint> datapoints) {}
}
