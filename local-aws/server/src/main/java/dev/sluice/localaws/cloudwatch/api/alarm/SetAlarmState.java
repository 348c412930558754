package dev.sluice.localaws.cloudwatch.api.alarm;

/** Sets an alarm's state until it is evaluated again. */
public record SetAlarmState(String alarmName, String stateValue, String stateReason, String stateReasonData) {}
