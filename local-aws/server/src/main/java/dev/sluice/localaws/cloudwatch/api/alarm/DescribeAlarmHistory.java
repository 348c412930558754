package dev.sluice.localaws.cloudwatch.api.alarm;

import java.time.Instant;
import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Lists;

/** Lists what has happened to alarms. */
public record DescribeAlarmHistory(
        String alarmName,
        List<String> alarmTypes,
        String historyItemType,
        Instant startDate,
        Instant endDate,
        Integer maxRecords,
        String nextToken,
        String scanBy) {

    public DescribeAlarmHistory {
        alarmTypes = Lists.orEmpty(alarmTypes);
    }

    /** A page. */
    public record Answer(List<AlarmHistoryItem> alarmHistoryItems, String nextToken) {}
}
