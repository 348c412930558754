package dev.sluice.localaws.cloudwatch.alarms;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import dev.sluice.localaws.cloudwatch.api.Metric;
import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;
import dev.sluice.localaws.cloudwatch.api.MetricStat;
import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;
import dev.sluice.localaws.cloudwatch.math.Queries;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;
import dev.sluice.localaws.cloudwatch.metrics.Statistic;

/** CloudWatch's rules for alarms, and what an alarm's settings come down to: queries, and a rule for their result. */
record AlarmRules(Queries queries, String watched, int period, Evaluation.Rule rule) {

    private static final int MAX_METRICS = 10;
    private static final int MAX_ACTIONS = 5;
    private static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_DESCRIPTION_LENGTH = 1_024;
    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final int SECONDS_OF_AN_HOUR = 3_600;

    /** The id of the only query of an alarm that names its metric directly. */
    private static final String METRIC = "metric";

    /** @throws Rejection that names the rule and the parameter */
    static AlarmRules of(PutMetricAlarm alarm) {
        requireText(alarm);
        requireActions(alarm.okActions(), "OKActions");
        requireActions(alarm.alarmActions(), "AlarmActions");
        requireActions(alarm.insufficientDataActions(), "InsufficientDataActions");

        boolean onMetric = alarm.metrics().isEmpty();
        if (!onMetric
                && (alarm.metricName() != null
                        || alarm.period() != null
                        || !alarm.dimensions().isEmpty())) {
            throw Rejection.validation(
                    "An alarm has either Metrics, or MetricName with Dimensions, Period and a statistic.");
        }
        List<MetricDataQuery> list = onMetric ? List.of(metric(alarm)) : alarm.metrics();
        Queries queries = new Queries(list);
        List<String> watched = list.stream()
                .filter(MetricDataQuery::isReturned)
                .map(MetricDataQuery::id)
                .toList();
        if (watched.size() != 1) {
            throw Rejection.validation(
                    "Exactly one of the Metrics must have ReturnData true, and " + watched.size() + " have.");
        }
        requireFewMetricsOfOnePeriod(list, queries.period());
        Evaluation.Rule rule = rule(alarm, queries.period());
        // Without data all is as with data but the values: whatever an expression refers to must be there.
        queries.evaluate(watched.getFirst(), new MetricStore(InstantSource.system()), 0, queries.period());
        return new AlarmRules(queries, watched.getFirst(), queries.period(), rule);
    }

    /** Amazon CloudWatch User Guide, "Alarms based on math expressions". */
    private static void requireFewMetricsOfOnePeriod(List<MetricDataQuery> queries, int period) {
        List<MetricStat> metrics = queries.stream()
                .map(MetricDataQuery::metricStat)
                .filter(Objects::nonNull)
                .toList();
        if (metrics.size() > MAX_METRICS) {
            throw Rejection.validation("An alarm looks at " + MAX_METRICS + " metrics at most.");
        }
        if (metrics.stream().anyMatch(metric -> metric.period() != period)) {
            throw Rejection.validation("The metrics of an alarm must have the same period.");
        }
    }

    private static MetricDataQuery metric(PutMetricAlarm alarm) {
        if ((alarm.statistic() == null) == (alarm.extendedStatistic() == null)) {
            throw Rejection.validation("Exactly one of Statistic and ExtendedStatistic must be specified.");
        }
        String statistic = alarm.statistic() == null ? alarm.extendedStatistic() : alarm.statistic();
        if (alarm.statistic() == null) {
            Statistic.percentile(statistic);
        } else {
            Statistic.simple(statistic);
        }
        Metric metric = new Metric(alarm.namespace(), alarm.metricName(), alarm.dimensions());
        return new MetricDataQuery(
                METRIC, new MetricStat(metric, alarm.period(), statistic, alarm.unit()), null, null, true, null);
    }

    private static Evaluation.Rule rule(PutMetricAlarm alarm, int period) {
        if (period == 1 || period == 5) {
            throw Rejection.validation("The period of an alarm is 10, 20, 30 or a multiple of 60.");
        }
        Integer periods = alarm.evaluationPeriods();
        if (periods == null || periods < 1) {
            throw Rejection.validation("The parameter EvaluationPeriods is required and must be 1 or more.");
        }
        long most = period >= SECONDS_OF_AN_HOUR ? 7 * SECONDS_OF_A_DAY : SECONDS_OF_A_DAY;
        if ((long) periods * period > most) {
            throw Rejection.validation("EvaluationPeriods times the period must be at most " + most + " seconds.");
        }
        int toAlarm = alarm.datapointsToAlarm() == null ? periods : alarm.datapointsToAlarm();
        if (toAlarm < 1 || toAlarm > periods) {
            throw Rejection.validation("DatapointsToAlarm must be from 1 to EvaluationPeriods.");
        }
        if (alarm.threshold() == null || !Double.isFinite(alarm.threshold())) {
            throw Rejection.validation("The parameter Threshold is required and must be a number.");
        }
        return new Evaluation.Rule(
                periods,
                toAlarm,
                Comparison.named(alarm.comparisonOperator()),
                alarm.threshold(),
                MissingData.named(alarm.treatMissingData()));
    }

    private static void requireText(PutMetricAlarm alarm) {
        String name = alarm.alarmName();
        if (name == null || name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw Rejection.validation(
                    "The parameter AlarmName is required and has at most " + MAX_NAME_LENGTH + " characters.");
        }
        if (alarm.alarmDescription() != null && alarm.alarmDescription().length() > MAX_DESCRIPTION_LENGTH) {
            throw Rejection.validation("AlarmDescription has at most " + MAX_DESCRIPTION_LENGTH + " characters.");
        }
        String lowSamples = alarm.evaluateLowSampleCountPercentile();
        if (lowSamples != null && !lowSamples.equals("evaluate")) {
            throw Rejection.validation("EvaluateLowSampleCountPercentile is always evaluate in the local CloudWatch.");
        }
    }

    private static void requireActions(List<String> actions, String parameter) {
        if (actions.size() > MAX_ACTIONS || !actions.stream().allMatch(action -> action.startsWith("arn:"))) {
            throw Rejection.validation(parameter + " are at most " + MAX_ACTIONS + " ARNs.");
        }
    }
}
