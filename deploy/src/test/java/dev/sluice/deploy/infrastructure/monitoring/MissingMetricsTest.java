package dev.sluice.deploy.infrastructure.monitoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Extensions;
import dev.sluice.deploy.infrastructure.document.Tree;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What alarms and scaling make of metrics that are missing. SQS reports messages in flight and receives only where there are
 * any, and nothing of a queue that nobody has accessed for six hours (Amazon SQS Developer Guide, "Available CloudWatch metrics
 * for Amazon SQS"); Auto Scaling tells a group's size as well as it can; and what is reported is late.
 */
class MissingMetricsTest {

    private static final Set<String> ONLY_WHERE_THERE_ARE_ANY = Set.of(
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
            "NumberOfMessagesReceived",
            "NumberOfMessagesSent",
            "NumberOfMessagesDeleted",
            "NumberOfEmptyReceives");

    private static final Path DEPTH = Extensions.SCALING.resolve("queue-depth.config");

    private final Watch watch = new Watch();

    @ParameterizedTest
    @ValueSource(strings = {"UnattendedAlarmHigh", "UnattendedAlarmNormal"})
    void jobsThatWaitWhileNobodyPollsRaiseTheAlarm(String alarm) {
        watch.alarm(properties(Documents.environment(), alarm));

        minutes(9, minute -> minute.visible(5));
        assertThat(watch.state()).isEqualTo("OK");
        minutes(1, minute -> minute.visible(5));
        assertThat(watch.state()).isEqualTo("ALARM");
        // The next minute is not told yet.
        minutes(1, minute -> {});
        assertThat(watch.state()).isEqualTo("ALARM");
        minutes(1, minute -> minute.visible(5).received(1));
        assertThat(watch.state()).isEqualTo("OK");
    }

    /** "FILL", in the table of "Using metric math": a latest minute that never has data must not hold the alarm in OK. */
    @Test
    void theAlarmIsRaisedThoughTheLatestMinuteNeverHasData() {
        minutes(12, minute -> minute.visible(5));
        minutes(1, minute -> {});
        watch.alarm(properties(Documents.environment(), "UnattendedAlarmNormal"));

        assertThat(watch.state()).isEqualTo("ALARM");
    }

    @Test
    void jobsThatAreTakenAndQueuesThatAreEmptyOrPausedRaiseNone() {
        watch.alarm(properties(Documents.environment(), "UnattendedAlarmNormal"));

        minutes(15, minute -> minute.visible(5).received(20).inFlight(20));
        assertThat(watch.state()).isEqualTo("OK");
        minutes(15, minute -> minute.visible(0));
        assertThat(watch.state()).isEqualTo("OK");
        minutes(15, minute -> {});
        assertThat(watch.state()).isEqualTo("OK");
    }

    @Test
    void anIdleFleetHasALoadOfNothingAndShrinks() {
        minutes(3, minute -> minute.visible(0).inService(4));

        assertThat(load()).isEqualTo(Map.of(0, 0.0, 1, 0.0, 2, 0.0));
    }

    @Test
    void aFleetThatKeepsItsQueueEmptyDoesNotShrink() {
        minutes(1, minute -> minute.visible(0).inFlight(190).inService(4));

        assertThat(load()).isEqualTo(Map.of(0, 0.95));
    }

    /** 45 s of work of 50 jobs at once are 2,250. */
    @Test
    void aBacklogCountsByWhatTheWorkersInServiceMayHave() {
        minutes(1, minute -> minute.visible(9000).inFlight(200).inService(2));
        minutes(1, minute -> minute.visible(9000).inFlight(200));
        minutes(1, minute -> minute.visible(9000).inService(0));

        assertThat(load()).isEqualTo(Map.of(0, 2.0, 1, 2.0, 2, 4.0));
    }

    /** Target tracking does not scale in on too few data; 0 in their place would be data. */
    @Test
    void whatIsNotKnownIsNoLoadOfNothing() {
        minutes(1, minute -> minute.visible(9000).inFlight(200));
        minutes(1, minute -> minute.visible(9000).inFlight(200).inService(2));
        // A paused queue, or a latest minute that SQS has not told yet.
        minutes(2, minute -> minute.inService(2));

        assertThat(load()).isEqualTo(Map.of(1, 2.0));
    }

    @Test
    void anIdleQueueTakesWorkersAwayAfterAQuarterOfAnHourWithAndWithoutTheGroupsMetrics() {
        for (boolean told : List.of(true, false)) {
            Watch idle = new Watch();
            idle.alarm(properties(Extensions.policy(DEPTH, "3000:2", "50:1"), "SqsDownAlarm"));
            for (int i = 0; i < 15; i++) {
                assertThat(idle.state()).isNotEqualTo("ALARM");
                idle.minute(told ? minute -> minute.visible(20).desired(4) : minute -> minute.visible(20));
            }
            assertThat(idle.state()).isEqualTo("ALARM");
        }
    }

    /** Auto Scaling calls the policy each minute of the alarm. */
    @Test
    void aChangeOfTheFleetBeginsTheQuarterOfAnHourAnew() {
        watch.alarm(properties(Extensions.policy(DEPTH, "3000:2", "50:1"), "SqsDownAlarm"));
        minutes(16, minute -> minute.visible(20).desired(4));
        assertThat(watch.state()).isEqualTo("ALARM");

        minutes(1, minute -> minute.visible(20).desired(3));
        assertThat(watch.state()).isEqualTo("OK");
        minutes(14, minute -> minute.visible(20).desired(3));
        assertThat(watch.state()).isEqualTo("OK");
        minutes(1, minute -> minute.visible(20).desired(3));
        assertThat(watch.state()).isEqualTo("ALARM");
    }

    @Test
    void ofSeveralStepsDownTheOneForTheFewestMessagesComesFirst() {
        JsonNode policy = Extensions.policy(DEPTH, "3000:2", "0:2,50:1");
        watch.alarm(properties(policy, "SqsDownAlarm2"));
        minutes(16, minute -> minute.visible(0).desired(4));
        assertThat(watch.state()).isEqualTo("OK");
        minutes(1, minute -> minute.visible(0).desired(4));
        assertThat(watch.state()).isEqualTo("ALARM");
    }

    @Test
    void aPausedQueueNeitherAddsNorRemovesWorkers() {
        for (String alarm : List.of("SqsUpAlarm", "SqsDownAlarm")) {
            Watch paused = new Watch();
            paused.alarm(properties(Extensions.read(DEPTH), alarm));
            for (int i = 0; i < 20; i++) {
                paused.minute(minute -> minute.desired(4));
            }
            assertThat(paused.state()).isEqualTo("OK");
        }
    }

    /** Whatever else an expression does with a metric that may be missing: it says what stands for it. */
    @Test
    void noExpressionTakesAMetricThatMayBeMissingAsItIs() {
        Extensions.in(Extensions.SCALING).map(Extensions::read).forEach(MissingMetricsTest::assertFilled);
        assertFilled(Documents.environment());
    }

    private static void assertFilled(JsonNode template) {
        Tree.forEachField(template.get("Resources"), (name, value) -> {
            if (!name.equals("Metrics")) {
                return;
            }
            Map<String, String> sparse = new TreeMap<>();
            for (JsonNode query : value) {
                String metric = query.at("/MetricStat/Metric/MetricName").asText();
                if (ONLY_WHERE_THERE_ARE_ANY.contains(metric)) {
                    sparse.put(query.get("Id").asText(), metric);
                }
            }
            for (JsonNode query : value) {
                String expression = query.path("Expression").toString();
                sparse.forEach((id, metric) -> assertThat(
                                Pattern.compile("(?<!FILL\\()\\b" + id + "\\b").matcher(expression))
                        .as("%s in %s", metric, expression)
                        .matches(matcher -> !matcher.find()));
            }
        });
    }

    private void minutes(int count, Consumer<Watch.Minute> metrics) {
        for (int i = 0; i < count; i++) {
            watch.minute(metrics);
        }
    }

    private Map<Integer, Double> load() {
        return watch.values(
                Extensions.read(Extensions.SCALING.resolve("backlog-per-worker.config"))
                        .at("/Resources/BacklogPerWorkerPolicy/Properties/TargetTrackingConfiguration")
                        .at("/CustomizedMetricSpecification/Metrics"),
                "load");
    }

    private static JsonNode properties(JsonNode template, String resource) {
        return template.at("/Resources/" + resource + "/Properties");
    }
}
