package dev.sluice.localaws.cloudwatch.api.alarm;

import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Lists;

/** Deletes alarms, all that are named or none. */
public record DeleteAlarms(List<String> alarmNames) {

    public DeleteAlarms {
        alarmNames = Lists.orEmpty(alarmNames);
    }
}
