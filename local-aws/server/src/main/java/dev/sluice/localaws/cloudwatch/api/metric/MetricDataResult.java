package dev.sluice.localaws.cloudwatch.api.metric;

import java.time.Instant;
import java.util.List;

/** The data of one query; the times and the values belong together by position. */
public record MetricDataResult(
        String id, String label, List<Instant> timestamps, List<Double> values, String statusCode) {}
