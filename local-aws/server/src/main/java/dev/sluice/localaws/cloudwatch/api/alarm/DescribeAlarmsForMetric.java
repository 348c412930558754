package dev.sluice.localaws.cloudwatch.api.alarm;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.Lists;

import java.util.List;

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
