package dev.sluice.localaws.cloudwatch.api.metric;

import java.time.Instant;
import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.Lists;

/**
 * What is written to one metric at a time: a value, or values with their counts, or a statistic set.
 *
 * @param timestamp now if absent
 * @param storageResolution seconds, 1 or 60; 60 if absent
 */
public record MetricDatum(
        String metricName,
        List<Dimension> dimensions,
        Instant timestamp,
        Double value,
        StatisticSet statisticValues,
        List<Double> values,
        List<Double> counts,
        String unit,
        Integer storageResolution) {

    public MetricDatum {
        dimensions = Lists.orEmpty(dimensions);
        values = Lists.orEmpty(values);
        counts = Lists.orEmpty(counts);
    }
}
