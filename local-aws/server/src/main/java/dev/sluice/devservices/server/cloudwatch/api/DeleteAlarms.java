package dev.sluice.devservices.server.cloudwatch.api;

import java.util.List;

/** Deletes alarms, all that are named or none. */
public record DeleteAlarms(List<String> alarmNames) {

    public DeleteAlarms {
        alarmNames = Lists.orEmpty(alarmNames);
    }
}
