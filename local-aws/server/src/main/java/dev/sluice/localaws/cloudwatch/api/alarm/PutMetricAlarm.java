package dev.sluice.localaws.cloudwatch.api.alarm;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.Lists;
import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;

/** Creates an alarm on a metric or on an expression, or replaces its settings and leaves its state. */
public record PutMetricAlarm(
        String alarmName,
        String alarmDescription,
        Boolean actionsEnabled,
        @JsonProperty("OKActions") List<String> okActions,
        List<String> alarmActions,
        List<String> insufficientDataActions,
        String metricName,
        String namespace,
        String statistic,
        String extendedStatistic,
        List<Dimension> dimensions,
        Integer period,
        String unit,
        Integer evaluationPeriods,
        Integer datapointsToAlarm,
        Double threshold,
        String comparisonOperator,
        String treatMissingData,
        String evaluateLowSampleCountPercentile,
        List<MetricDataQuery> metrics,
        List<Tag> tags) {

    public PutMetricAlarm {
        okActions = Lists.orEmpty(okActions);
        alarmActions = Lists.orEmpty(alarmActions);
        insufficientDataActions = Lists.orEmpty(insufficientDataActions);
        dimensions = Lists.orEmpty(dimensions);
        metrics = Lists.orEmpty(metrics);
        tags = Lists.orEmpty(tags);
    }
}
