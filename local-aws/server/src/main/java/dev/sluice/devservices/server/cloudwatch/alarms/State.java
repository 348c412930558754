package dev.sluice.devservices.server.cloudwatch.alarms;

/** The three states of an alarm, by CloudWatch's names. */
enum State {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
