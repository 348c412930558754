package dev.sluice.localaws.cloudwatch.api.metric;

import java.time.Instant;
import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Lists;
import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;

/** Reads statistics of several metrics, and what expressions make of them. */
public record GetMetricData(
        List<MetricDataQuery> metricDataQueries,
        Instant startTime,
        Instant endTime,
        String nextToken,
        String scanBy,
        Integer maxDatapoints) {

    public GetMetricData {
        metricDataQueries = Lists.orEmpty(metricDataQueries);
    }

    /** A page; a result that goes on in the next has the status {@code PartialData}. */
    public record Answer(List<MetricDataResult> metricDataResults, String nextToken) {}
}
