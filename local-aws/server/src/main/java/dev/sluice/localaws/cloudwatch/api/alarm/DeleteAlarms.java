package dev.sluice.localaws.cloudwatch.api.alarm;

import dev.sluice.localaws.cloudwatch.api.Lists;

import java.util.List;

/** Deletes alarms, all that are named or none. */
public record DeleteAlarms(List<String> alarmNames) {

    public DeleteAlarms {
        alarmNames = Lists.orEmpty(alarmNames);
    }
}
