package dev.sluice.localaws.cloudwatch.alarms;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.alarm.AlarmHistoryItem;
import dev.sluice.localaws.cloudwatch.api.alarm.DeleteAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmHistory;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmsForMetric;
import dev.sluice.localaws.cloudwatch.api.alarm.MetricAlarm;
import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;
import dev.sluice.localaws.cloudwatch.api.alarm.SetAlarmState;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;
import dev.sluice.localaws.cloudwatch.metrics.Page;

/** All alarms and the operations on them. Before it tells of any, it evaluates them. */
public final class Alarms {

    /** CloudWatch's own quota is 5,000 in a region. */
    private static final int MAX_ALARMS = 5_000;

    /** CloudWatch's own, of alarms and of history items. */
    private static final int MAX_PAGE_SIZE = 100;

    private static final int PAGE_SIZE = 50;

    private final MetricStore store;
    private final InstantSource clock;
    private final NavigableMap<String, Alarm> alarms = new TreeMap<>();
    private final History history = new History();

    public Alarms(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Evaluates each alarm on the periods that are over. */
    public synchronized void evaluate() {
        Instant now = clock.instant();
        for (Alarm alarm : alarms.values()) {
            MetricAlarm before = alarm.describe();
            if (alarm.evaluate(store, now)) {
                history.changed(before, alarm.describe(), now);
            }
        }
    }

    public synchronized void put(PutMetricAlarm request) {
        Instant now = clock.instant();
        Alarm known = alarms.get(String.valueOf(request.alarmName()));
        if (known != null) {
            known.configure(request, now);
            history.configured(request.alarmName(), "updated", now);
            return;
        }
        Alarm created = new Alarm(request, now);
        if (alarms.size() >= MAX_ALARMS) {
            throw Rejection.limitExceeded("There are " + MAX_ALARMS + " alarms already.");
        }
        alarms.put(request.alarmName(), created);
        history.configured(request.alarmName(), "created", now);
    }

    public synchronized void delete(DeleteAlarms request) {
        if (request.alarmNames().isEmpty() || request.alarmNames().size() > MAX_PAGE_SIZE) {
            throw Rejection.validation("AlarmNames are 1 to " + MAX_PAGE_SIZE + " names.");
        }
        List<String> unknown = request.alarmNames().stream()
                .filter(name -> !alarms.containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw Rejection.notFound("There are no alarms with the names " + unknown + ".");
        }
        for (String name : request.alarmNames()) {
            alarms.remove(name);
            history.configured(name, "deleted", clock.instant());
        }
    }

    public synchronized void setState(SetAlarmState request) {
        State state = Arrays.stream(State.values())
                .filter(known -> known.name().equals(request.stateValue()))
                .findFirst()
                .orElseThrow(() -> Rejection.validation(
                        "The value " + request.stateValue() + " for parameter StateValue is invalid."));
        if (request.stateReason() == null) {
            throw Rejection.validation("The parameter StateReason is required.");
        }
        Alarm alarm = alarms.get(String.valueOf(request.alarmName()));
        if (alarm == null) {
            throw Rejection.notFound("There is no alarm with the name " + request.alarmName() + ".");
        }
        Instant now = clock.instant();
        MetricAlarm before = alarm.describe();
        alarm.set(state, request.stateReason(), request.stateReasonData(), now);
        if (!before.stateValue().equals(state.name())) {
            history.changed(before, alarm.describe(), now);
        }
    }

    public synchronized DescribeAlarms.Answer describe(DescribeAlarms request) {
        evaluate();
        List<MetricAlarm> found = AlarmSearch.find(request, alarms);
        Page<MetricAlarm> page = Page.of(found, request.nextToken(), pageSize(request.maxRecords(), PAGE_SIZE));
        return new DescribeAlarms.Answer(page.items(), page.nextToken());
    }

    public synchronized DescribeAlarmsForMetric.Answer describe(DescribeAlarmsForMetric request) {
        evaluate();
        return new DescribeAlarmsForMetric.Answer(AlarmSearch.find(request, alarms));
    }

    public synchronized DescribeAlarmHistory.Answer describeHistory(DescribeAlarmHistory request) {
        evaluate();
        Page<AlarmHistoryItem> page =
                Page.of(history.find(request), request.nextToken(), pageSize(request.maxRecords(), MAX_PAGE_SIZE));
        return new DescribeAlarmHistory.Answer(page.items(), page.nextToken());
    }

    private static int pageSize(Integer wanted, int otherwise) {
        if (wanted != null && (wanted < 1 || wanted > MAX_PAGE_SIZE)) {
            throw Rejection.validation("MaxRecords must be from 1 to " + MAX_PAGE_SIZE + ".");
        }
        return wanted == null ? otherwise : wanted;
    }
}
