package dev.sluice.localaws.cloudwatch.api.alarm;

import dev.sluice.localaws.cloudwatch.api.Lists;

import java.time.Instant;
import java.util.List;

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
