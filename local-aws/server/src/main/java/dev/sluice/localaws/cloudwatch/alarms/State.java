package dev.sluice.localaws.cloudwatch.alarms;

/** The three states of an alarm, by CloudWatch's names. */
enum State {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
