package dev.sluice.localaws.cloudwatch.api.metric;

import java.time.Instant;
import java.util.Map;

/** What a metric was in one period, in one unit. */
public record Datapoint(
        Instant timestamp,
        Double sampleCount,
        Double average,
        Double sum,
        Double minimum,
        Double maximum,
        String unit,
        Map<String, Double> extendedStatistics) {}
