package dev.sluice.localaws.cloudwatch.api.alarm;

import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Lists;

/** Lists alarms with their states. */
public record DescribeAlarms(
        List<String> alarmNames,
        String alarmNamePrefix,
        List<String> alarmTypes,
        String stateValue,
        String actionPrefix,
        Integer maxRecords,
        String nextToken) {

    public DescribeAlarms {
        alarmNames = Lists.orEmpty(alarmNames);
        alarmTypes = Lists.orEmpty(alarmTypes);
    }

    /** A page. */
    public record Answer(List<MetricAlarm> metricAlarms, String nextToken) {}
}
