package dev.sluice.localaws.cloudwatch;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Alarms through the SDK's client, at a time that the test moves. */
class AlarmsTest {

    private final ManualClock clock = new ManualClock("2026-11-22T10:00:10Z");
    private LocalCloudWatch local;
    private CloudWatchClient client;

    @BeforeEach
    void start() {
        local = LocalCloudWatch.start(0, clock);
        client = CloudWatchClients.of(local);
    }

    @AfterEach
    void stop() {
        client.close();
        local.close();
    }

    @Test
    void anAlarmGoesToOkThenToAlarmAndBackAndSaysWhyEachTime() {
        putAlarm(alarm -> {});
        assertThat(alarm().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(alarm().stateReason()).isEqualTo("Unchecked: Initial alarm creation");

        putInMinute(3);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
        assertThat(alarm().stateReason())
                .isEqualTo("Threshold Crossed: 1 out of the last 1 datapoints [3.0 (22/11/26 10:00:00)] was not greater"
                        + " than the threshold (5.0) (minimum 1 datapoint for ALARM -> OK transition).");

        putInMinute(7);
        MetricAlarm alarm = alarm();
        assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm.stateReason())
                .isEqualTo("Threshold Crossed: 1 out of the last 1 datapoints [7.0 (22/11/26 10:01:00)] was greater"
                        + " than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).");
        assertThat(alarm.stateReasonData()).contains("\"recentDatapoints\":[7.0]", "\"threshold\":5.0");
        assertThat(alarm.stateUpdatedTimestamp()).isEqualTo("2026-11-22T10:02:10Z");
        assertThat(alarm.stateTransitionedTimestamp()).isEqualTo("2026-11-22T10:02:10Z");

        putInMinute(5);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
        assertThat(client.describeAlarmHistory(r -> r.alarmName("high")).alarmHistoryItems())
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly(
                        "Alarm updated from ALARM to OK",
                        "Alarm updated from OK to ALARM",
                        "Alarm updated from INSUFFICIENT_DATA to OK",
                        "Alarm \"high\" created");
    }

    @Test
    void thePresentMinuteDoesNotCountBeforeItIsOver() {
        putAlarm(alarm -> {});
        put(9);

        assertThat(alarm().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        clock.pass(Duration.ofSeconds(50));
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
    }

    @Test
    void withoutDataItIsInsufficientAfterAWhile() {
        putAlarm(alarm -> {});
        putInMinute(9);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);

        clock.pass(Duration.ofMinutes(3));

        assertThat(alarm().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(alarm().stateReason()).isEqualTo("Insufficient Data: 1 datapoint was unknown.");
    }

    @Test
    void missingDataCanBeFine() {
        putAlarm(alarm -> alarm.treatMissingData("notBreaching"));

        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
        assertThat(alarm().stateReason())
                .isEqualTo("Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was"
                        + " treated as [NonBreaching].");
    }

    @Test
    void soManyOfTheLastDatapointsMustBreach() {
        putAlarm(alarm -> alarm.evaluationPeriods(3).datapointsToAlarm(2));
        putInMinute(9);
        putInMinute(1);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);

        putInMinute(8);

        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm().stateReason())
                .contains("2 out of the last 3 datapoints [8.0 (22/11/26 10:02:00), 9.0 (22/11/26 10:00:00)] were");
    }

    @Test
    void aPeriodOfTenSecondsIsSeenTenSecondsLater() {
        putAlarm(alarm -> alarm.period(10));
        put(datum -> datum.metricName("depth").value(9.0).storageResolution(1));

        clock.pass(Duration.ofSeconds(10));

        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
    }

    @Test
    void anAlarmOnTheBacklogPerWorkerFollowsBothMetrics() {
        putAlarm(alarm -> alarm.metricName(null)
                .namespace(null)
                .statistic((Statistic) null)
                .period(null)
                .metrics(
                        metric("m1", "depth"),
                        metric("m2", "workers"),
                        MetricDataQuery.builder()
                                .id("backlog")
                                .expression("IF(FILL(m2, 0) > 0, m1 / m2, m1)")
                                .build()));
        put(datum -> datum.metricName("workers").value(10.0));
        putInMinute(40);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);

        putInMinute(40);

        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm().metrics()).hasSize(3);
    }

    @Test
    void aStateThatIsSetLastsUntilThePeriodIsOver() {
        putAlarm(alarm -> {});
        putInMinute(1);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);

        client.setAlarmState(
                r -> r.alarmName("high").stateValue(StateValue.ALARM).stateReason("a drill"));

        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm().stateReason()).isEqualTo("a drill");
        clock.pass(Duration.ofMinutes(1));
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
    }

    @Test
    void settingsAreReplacedAndTheStateStays() {
        putAlarm(alarm -> {});
        putInMinute(9);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);

        putAlarm(alarm -> alarm.alarmDescription("changed").alarmActions("arn:aws:sns:eu-central-1:1:topic"));

        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm().alarmDescription()).isEqualTo("changed");
        assertThat(alarm().alarmActions()).containsExactly("arn:aws:sns:eu-central-1:1:topic");
        assertThat(client.describeAlarmHistory(r -> r.historyItemType(HistoryItemType.CONFIGURATION_UPDATE))
                        .alarmHistoryItems())
                .hasSize(2);
    }

    @Test
    void alarmsAreFoundByNamePrefixStateAndMetric() {
        for (int i = 0; i < 60; i++) {
            String name = "a" + i;
            putAlarm(alarm -> alarm.alarmName(name));
        }
        putAlarm(alarm -> alarm.metricName("other"));

        assertThat(client.describeAlarms(r -> {}).metricAlarms()).hasSize(50);
        assertThat(client.describeAlarmsPaginator(r -> r.maxRecords(7)).metricAlarms())
                .hasSize(61);
        assertThat(client.describeAlarms(r -> r.alarmNamePrefix("a1")).metricAlarms())
                .hasSize(11);
        assertThat(client.describeAlarms(r -> r.stateValue(StateValue.ALARM)).metricAlarms())
                .isEmpty();
        assertThat(client.describeAlarmsForMetric(r -> r.namespace("Test").metricName("other"))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("high");
    }

    @Test
    void deletingIsForAllThatAreNamedOrForNone() {
        putAlarm(alarm -> {});

        assertThatThrownBy(() -> client.deleteAlarms(r -> r.alarmNames("high", "nowhere")))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFound"))
                .hasMessageContaining("nowhere");
        assertThat(client.describeAlarms(r -> {}).metricAlarms()).hasSize(1);
        client.deleteAlarms(r -> r.alarmNames("high"));
        assertThat(client.describeAlarms(r -> {}).metricAlarms()).isEmpty();
    }

    @Test
    void whatCloudWatchRefusesIsRefused() {
        assertRefused("ComparisonOperator", alarm -> alarm.comparisonOperator("GreaterThanUpperThreshold"));
        assertRefused("DatapointsToAlarm", alarm -> alarm.datapointsToAlarm(2));
        assertRefused("TreatMissingData", alarm -> alarm.treatMissingData("sometimes"));
        assertRefused("EvaluationPeriods", alarm -> alarm.evaluationPeriods(1_441));
        assertRefused("Threshold", alarm -> alarm.threshold(null));
        assertRefused("period of an alarm", alarm -> alarm.period(5));
        assertRefused("Statistic", alarm -> alarm.extendedStatistic("p99"));
        assertRefused("p101", alarm -> alarm.statistic((Statistic) null).extendedStatistic("p101"));
        assertRefused("AlarmActions", alarm -> alarm.alarmActions("topic"));
        assertRefused("Metrics", alarm -> alarm.metrics(metric("m1", "depth")));
        Consumer<PutMetricAlarmRequest.Builder> onMetrics = alarm -> alarm.metricName(null)
                .namespace(null)
                .statistic((Statistic) null)
                .period(null);
        assertRefused(
                "no query with the id m2",
                onMetrics.andThen(alarm -> alarm.metrics(
                        metric("m1", "depth"),
                        MetricDataQuery.builder().id("e1").expression("m1/m2").build())));
        MetricDataQuery hourly = MetricDataQuery.builder()
                .id("m2")
                .returnData(false)
                .metricStat(s -> s.metric(m -> m.namespace("Test").metricName("depth"))
                        .period(3600)
                        .stat("Maximum"))
                .build();
        assertRefused(
                "same period",
                onMetrics.andThen(alarm -> alarm.metrics(
                        metric("m1", "depth"),
                        hourly,
                        MetricDataQuery.builder().id("e1").expression("m1/m2").build())));
        assertRefused("Exactly one of the Metrics", onMetrics.andThen(alarm -> alarm.metrics(metric("m1", "depth"))));
        assertThat(client.describeAlarms(r -> {}).metricAlarms()).isEmpty();
    }

    private void assertRefused(String why, Consumer<PutMetricAlarmRequest.Builder> mistake) {
        assertThatThrownBy(() -> putAlarm(mistake))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"))
                .hasMessageContaining(why);
    }

    private void putAlarm(Consumer<PutMetricAlarmRequest.Builder> change) {
        client.putMetricAlarm(alarm -> change.accept(alarm.alarmName("high")
                .namespace("Test")
                .metricName("depth")
                .statistic(Statistic.MAXIMUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)));
    }

    private void put(double depth) {
        put(datum -> datum.metricName("depth").value(depth));
    }

    private void put(Consumer<MetricDatum.Builder> content) {
        MetricDatum datum = MetricDatum.builder().applyMutation(content).build();
        client.putMetricData(r -> r.namespace("Test").metricData(datum));
    }

    private void putInMinute(double depth) {
        put(depth);
        clock.pass(Duration.ofMinutes(1));
    }

    private MetricAlarm alarm() {
        List<MetricAlarm> alarms =
                client.describeAlarms(r -> r.alarmNames("high")).metricAlarms();
        assertThat(alarms).hasSize(1);
        return alarms.getFirst();
    }

    private static MetricDataQuery metric(String id, String name) {
        return MetricDataQuery.builder()
                .id(id)
                .returnData(false)
                .metricStat(s -> s.metric(m -> m.namespace("Test").metricName(name))
                        .period(60)
                        .stat("Maximum"))
                .build();
    }
}
