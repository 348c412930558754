package dev.sluice.localaws.cloudwatch.api.alarm;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.sluice.localaws.cloudwatch.api.Dimension;
import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;

/** An alarm and its state. */
public record MetricAlarm(
        String alarmName,
        String alarmArn,
        String alarmDescription,
        Instant alarmConfigurationUpdatedTimestamp,
        Boolean actionsEnabled,
        @JsonProperty("OKActions") List<String> okActions,
        List<String> alarmActions,
        List<String> insufficientDataActions,
        String stateValue,
        String stateReason,
        String stateReasonData,
        Instant stateUpdatedTimestamp,
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
        Instant stateTransitionedTimestamp) {}
