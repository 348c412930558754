package dev.sluice.localaws.cloudwatch.alarms;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmsForMetric;
import dev.sluice.localaws.cloudwatch.api.alarm.MetricAlarm;
import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;
import dev.sluice.localaws.cloudwatch.metrics.Names;

/** Finds the alarms that somebody asks for. */
final class AlarmSearch {

    private AlarmSearch() {}

    /** @param alarms by name, in the order of the answer */
    static List<MetricAlarm> find(DescribeAlarms request, Map<String, Alarm> alarms) {
        return named(request, alarms)
                .filter(alarm -> fits(request.stateValue(), alarm.state().name()))
                .filter(alarm -> request.actionPrefix() == null
                        || actions(alarm).anyMatch(action -> action.startsWith(request.actionPrefix())))
                .map(Alarm::describe)
                .toList();
    }

    private static Stream<Alarm> named(DescribeAlarms request, Map<String, Alarm> alarms) {
        if (!request.alarmTypes().isEmpty() && !request.alarmTypes().contains("MetricAlarm")) {
            return Stream.empty();
        }
        if (!request.alarmNames().isEmpty()) {
            if (request.alarmNamePrefix() != null) {
                throw Rejection.validation("AlarmNames and AlarmNamePrefix are mutually exclusive.");
            }
            return request.alarmNames().stream().distinct().map(alarms::get).filter(Objects::nonNull);
        }
        return alarms.values().stream()
                .filter(alarm ->
                        request.alarmNamePrefix() == null || alarm.name().startsWith(request.alarmNamePrefix()));
    }

    static List<MetricAlarm> find(DescribeAlarmsForMetric request, Map<String, Alarm> alarms) {
        Names.requireNamespace(request.namespace(), "Namespace");
        Names.requireMetricName(request.metricName(), "MetricName");
        Names.requireDimensions(request.dimensions(), "Dimensions");
        MetricId metric = MetricId.of(request.namespace(), request.metricName(), request.dimensions());
        return alarms.values().stream()
                .filter(alarm -> isOn(metric, alarm.settings()) && fits(request, alarm.settings()))
                .map(Alarm::describe)
                .toList();
    }

    private static boolean isOn(MetricId metric, PutMetricAlarm alarm) {
        return alarm.metrics().isEmpty()
                && MetricId.of(alarm.namespace(), alarm.metricName(), alarm.dimensions())
                        .equals(metric);
    }

    private static boolean fits(DescribeAlarmsForMetric request, PutMetricAlarm alarm) {
        return fits(request.statistic(), alarm.statistic())
                && fits(request.extendedStatistic(), alarm.extendedStatistic())
                && fits(request.period(), alarm.period())
                && fits(request.unit(), alarm.unit());
    }

    private static boolean fits(Object wanted, Object actual) {
        return wanted == null || wanted.equals(actual);
    }

    private static Stream<String> actions(Alarm alarm) {
        PutMetricAlarm settings = alarm.settings();
        return Stream.of(settings.okActions(), settings.alarmActions(), settings.insufficientDataActions())
                .flatMap(List::stream);
    }
}
