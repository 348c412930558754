package dev.sluice.localaws.cloudwatch.alarms;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.localaws.cloudwatch.api.alarm.AlarmHistoryItem;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmHistory;
import dev.sluice.localaws.cloudwatch.api.alarm.MetricAlarm;

/** What has happened to all alarms, the latest of it. */
final class History {

    private static final int MAX_ITEMS = 10_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Deque<AlarmHistoryItem> items = new ArrayDeque<>();

    void configured(String alarm, String what, Instant now) {
        add(new AlarmHistoryItem(
                alarm, "MetricAlarm", now, "ConfigurationUpdate", "Alarm \"" + alarm + "\" " + what, null));
    }

    void changed(MetricAlarm from, MetricAlarm to, Instant now) {
        ObjectNode data = JSON.createObjectNode().put("version", "1.0");
        data.set("oldState", state(from));
        data.set("newState", state(to));
        String summary = "Alarm updated from " + from.stateValue() + " to " + to.stateValue();
        add(new AlarmHistoryItem(to.alarmName(), "MetricAlarm", now, "StateUpdate", summary, data.toString()));
    }

    /** The latest first, unless it is asked for otherwise. */
    List<AlarmHistoryItem> find(DescribeAlarmHistory request) {
        List<AlarmHistoryItem> found = items.stream()
                .filter(item ->
                        request.alarmName() == null || request.alarmName().equals(item.alarmName()))
                .filter(item ->
                        request.alarmTypes().isEmpty() || request.alarmTypes().contains(item.alarmType()))
                .filter(item -> request.historyItemType() == null
                        || request.historyItemType().equals(item.historyItemType()))
                .filter(item -> request.startDate() == null || !item.timestamp().isBefore(request.startDate()))
                .filter(item -> request.endDate() == null || !item.timestamp().isAfter(request.endDate()))
                .collect(Collectors.toList());
        if ("TimestampAscending".equals(request.scanBy())) {
            Collections.reverse(found);
        }
        return found;
    }

    private static ObjectNode state(MetricAlarm alarm) {
        return JSON.createObjectNode().put("stateValue", alarm.stateValue()).put("stateReason", alarm.stateReason());
    }

    private void add(AlarmHistoryItem item) {
        items.addFirst(item);
        if (items.size() > MAX_ITEMS) {
            items.removeLast();
        }
    }
}
