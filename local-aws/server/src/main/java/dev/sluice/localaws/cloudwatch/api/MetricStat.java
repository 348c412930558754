package dev.sluice.localaws.cloudwatch.api;

/**
 * A metric's statistic by periods.
 *
 * @param period seconds
 * @param stat such as {@code Sum} or {@code p99}
 * @param unit only what was written with this unit, if there is one
 */
public record MetricStat(Metric metric, Integer period, String stat, String unit) {}
