package dev.sluice.localaws.cloudwatch.alarms;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.alarm.MetricAlarm;
import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;

/** One alarm with its state. {@link Alarms} sees to it that one thread at a time touches it. */
final class Alarm {

    private static final String ARN_PREFIX = "arn:aws:cloudwatch:eu-central-1:000000000000:alarm:";

    private PutMetricAlarm settings;
    private AlarmRules rules;
    private Instant configuredAt;

    private State state = State.INSUFFICIENT_DATA;
    private String reason = Reasons.CREATED;
    private String reasonData;
    private Instant stateUpdatedAt;
    private Instant stateChangedAt;

    /** Until then the state that somebody has set is left alone. */
    private Instant setUntil = Instant.MIN;

    Alarm(PutMetricAlarm settings, Instant now) {
        configure(settings, now);
        this.stateUpdatedAt = now;
        this.stateChangedAt = now;
    }

    /** Takes other settings; the state stays. */
    void configure(PutMetricAlarm newSettings, Instant now) {
        this.rules = AlarmRules.of(newSettings);
        this.settings = newSettings;
        this.configuredAt = now;
    }

    /** Sets the state until the present period is over. */
    void set(State newState, String newReason, String newReasonData, Instant now) {
        setUntil = Instant.ofEpochSecond(lastEnd(now) + rules.period());
        become(newState, newReason, newReasonData, now);
    }

    /**
     * Looks at the periods that are over.
     *
     * @return whether the state has changed
     */
    boolean evaluate(MetricStore store, Instant now) {
        if (now.isBefore(setUntil)) {
            return false;
        }
        Evaluation.Rule rule = rules.rule();
        long end = lastEnd(now);
        int length = rule.periods() + Evaluation.FURTHER_PERIODS;
        NavigableMap<Long, Double> data = data(store, end - (long) length * rules.period(), end);
        List<Double> range = new ArrayList<>();
        List<Map.Entry<Instant, Double>> values = new ArrayList<>();
        for (int age = 1; age <= length; age++) {
            long start = end - (long) age * rules.period();
            Double value = data.get(start);
            range.add(value);
            if (value != null && values.size() < rule.periods()) {
                values.add(new AbstractMap.SimpleImmutableEntry<>(Instant.ofEpochSecond(start), value));
            }
        }
        Evaluation verdict = Evaluation.of(rule, range, state);
        if (verdict.state() == state) {
            return false;
        }
        String why = Reasons.of(verdict, rule, values, state);
        become(verdict.state(), why, ReasonData.of(settings, rules, values, now), now);
        return true;
    }

    /** An expression that cannot be evaluated has no data. */
    private NavigableMap<Long, Double> data(MetricStore store, long from, long to) {
        try {
            return rules.queries().evaluate(rules.watched(), store, from, to);
        } catch (Rejection unsound) {
            return Collections.emptyNavigableMap();
        }
    }

    private void become(State newState, String newReason, String newReasonData, Instant now) {
        if (newState != state) {
            stateChangedAt = now;
        }
        state = newState;
        reason = newReason;
        reasonData = newReasonData;
        stateUpdatedAt = now;
    }

    private long lastEnd(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), rules.period()) * rules.period();
    }

    String name() {
        return settings.alarmName();
    }

    State state() {
        return state;
    }

    String reason() {
        return reason;
    }

    PutMetricAlarm settings() {
        return settings;
    }

    /** As an answer says it. */
    MetricAlarm describe() {
        return new MetricAlarm(
                settings.alarmName(),
                ARN_PREFIX + settings.alarmName(),
                settings.alarmDescription(),
                configuredAt,
                settings.actionsEnabled() == null || settings.actionsEnabled(),
                settings.okActions(),
                settings.alarmActions(),
                settings.insufficientDataActions(),
                state.name(),
                reason,
                reasonData,
                stateUpdatedAt,
                settings.metricName(),
                settings.namespace(),
                settings.statistic(),
                settings.extendedStatistic(),
                settings.dimensions(),
                settings.period(),
                settings.unit(),
                settings.evaluationPeriods(),
                settings.datapointsToAlarm(),
                settings.threshold(),
                settings.comparisonOperator(),
                settings.treatMissingData() == null ? "missing" : settings.treatMissingData(),
                settings.evaluateLowSampleCountPercentile(),
                settings.metrics().isEmpty() ? null : settings.metrics(),
                stateChangedAt);
    }
}
