package dev.sluice.localaws.cloudwatch.api.alarm;

import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.Lists;

/** Lists the alarms on one metric. */
public record DescribeAlarmsForMetric(
        String metricName,
        String namespace,
        String statistic,
        String extendedStatistic,
        List<Dimension> dimensions,
        Integer period,
        String unit) {

    public DescribeAlarmsForMetric {
        dimensions = Lists.orEmpty(dimensions);
    }

    /** All of them. */
    public record Answer(List<MetricAlarm> metricAlarms) {}
}
