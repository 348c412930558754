package dev.sluice.localaws.cloudwatch.api.alarm;

import java.time.Instant;

/** What has happened to an alarm. */
public record AlarmHistoryItem(
        String alarmName,
        String alarmType,
        Instant timestamp,
        String historyItemType,
        String historySummary,
        String historyData) {}
