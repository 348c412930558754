package dev.sluice.localaws.cloudwatch.api;

/**
 * A metric's statistic, or an expression over other queries.
 *
 * @param returnData whether the result is part of the answer; it is if absent
 */
public record MetricDataQuery(
        String id, MetricStat metricStat, String expression, String label, Boolean returnData, Integer period) {

    /** Whether the result is part of the answer, and what an alarm watches. */
    public boolean isReturned() {
        return returnData == null || returnData;
    }
}
