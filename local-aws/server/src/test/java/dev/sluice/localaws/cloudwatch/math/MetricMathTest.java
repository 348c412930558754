package dev.sluice.localaws.cloudwatch.math;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.localaws.cloudwatch.ManualClock;
import dev.sluice.localaws.cloudwatch.api.Metric;
import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;
import dev.sluice.localaws.cloudwatch.api.MetricStat;
import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.metric.MetricDatum;
import dev.sluice.localaws.cloudwatch.api.metric.PutMetricData;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;
import dev.sluice.localaws.cloudwatch.metrics.Metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Expressions over {@code m1}, which is 10, nothing, 30, and {@code m2}, which is 2, 0, nothing, minute by minute. What becomes of
 * the missing ones is as in the Amazon CloudWatch User Guide, "Using metric math".
 */
class MetricMathTest {

    private final ManualClock clock = new ManualClock("2026-11-22T10:00:00Z");
    private final long start = clock.instant().getEpochSecond();
    private final MetricStore store = new MetricStore(clock);

    @BeforeEach
    void write() {
        write("m1", 0, 10);
        write("m1", 2, 30);
        write("m2", 0, 2);
        write("m2", 1, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m1                                  | 10   |     | 30",
                "m1 + m2                             | 12   | 0   | 30",
                "m1 / m2                             | 5    |     |",
                "m2 / m2                             | 1    |     |",
                "1 - 2 - m1                          | -11  |     | -31",
                "-m1 + 2 * 3 ^ 2                     | 8    |     | -12",
                "(m1 + 2) * 3                        | 36   |     | 96",
                "FILL(m1, 0)                         | 10   | 0   | 30",
                "FILL(m1, REPEAT)                    | 10   | 10  | 30",
                "FILL(m1, m2)                        | 10   | 0   | 30",
                "FILL(m1, 0) / FILL(m2, 1)           | 5    |     | 30",
                "SUM([m1, m2])                       | 12   | 0   | 30",
                "MAX([m1, m2])                       | 10   | 0   | 30",
                "MIN(METRICS())                      | 2    | 0   | 30",
                "AVG([m1, FILL(m2, 0)])              | 6    | 0   | 15",
                "m1 - MIN(m1)                        | 0    |     | 20",
                "SUM(METRICS() * 2)                  | 24   | 0   | 60",
                "m1 > 10                             | 0    |     | 1",
                "m1 > m2                             | 1    | 0   | 1",
                "m2 == m1                            | 0    | 1   | 0",
                "m1 > 5 AND m1 < 20                  | 1    |     | 0",
                "m1 > 5 AND m2 == 0                  | 0    | 0   | 0",
                "m1 > 5 OR m2 == 0                   | 1    | 1   | 1",
                "m2 == 2 OR m2 != 0                  | 1    | 0   |",
                "IF(m2 > 0, m1 / m2, 7)              | 5    | 7   |",
                "IF(FILL(m1, 1), m2)                 | 2    | 0   | 0",
                "IF(FILL(m1, 1) < 0, 5, m2)          | 2    | 0   |",
                "IF(m1, 5, 6)                        | 5    |     | 5",
                "IF(m2, 5, m1)                       | 5    |     |",
                "FILL(FILL(m2, REPEAT), m1)          | 2    | 0   | 0",
                "DIFF(m2)                            |      | -2  |",
                "DIFF(FILL(m2, REPEAT))              |      | -2  | 0",
                "ABS(DIFF(m1))                       |      |     | 20",
                "AVG([m1, m2])                       | 6    | 0   | 15",
                "IF(m1 >= 30, m1)                    |      |     | 30",
                "IF(1 > 2, m1, m2)                   | 2    | 0   |",
                "CEIL(m1 / 4) + FLOOR(m1 / 4)        | 5    |     | 15",
                "ABS(0 - m1)                         | 10   |     | 30",
                "m1 / PERIOD(m1)                     | 0.16666666666666666 | | 0.5",
                "1.5e1 + m1                          | 25   |     | 45"
            })
    void anExpressionIsEvaluatedMinuteByMinute(String expression, Double first, Double second, Double third) {
        NavigableMap<Long, Double> expected = new TreeMap<>();
        putIfPresent(expected, start, first);
        putIfPresent(expected, start + 60, second);
        putIfPresent(expected, start + 120, third);

        assertThat(evaluate(expression)).isEqualTo(expected);
    }

    /** The table under "Comparison and logical operators". */
    @Test
    void theGuidesExampleOfComparisonsComesOutAsItSays() {
        for (int minute : new int[] {0, 1, 2, 3}) {
            write("metric1", minute, List.of(30, 20, 0, 0).get(minute));
        }
        write("metric2", 0, 20);
        write("metric2", 2, 20);

        assertThat(values("metric1 < metric2")).isEqualTo("0, 0, 1, 0");
        assertThat(values("metric1 >= 30")).isEqualTo("1, 0, 0, 0");
        assertThat(values("metric1 > 15 AND metric2 > 15")).isEqualTo("1, 0, 0, 0");
    }

    /** The tables under "Using IF expressions". */
    @Test
    void theGuidesExamplesOfIfComeOutAsItSays() {
        write("metric1", 0, 1);
        write("metric1", 1, 1);
        write("metric1", 2, 0);
        write("metric1", 3, 0);
        write("metric2", 0, 30);
        write("metric2", 2, 0);
        write("metric2", 3, 0);
        write("metric2", 4, 30);
        write("metric3", 0, 0);
        write("metric3", 1, 0);
        write("metric3", 2, 20);
        write("metric3", 4, 20);

        assertThat(values("IF(metric1, metric2, metric3)")).isEqualTo("30, 0, 20, -");
        assertThat(values("IF(metric1, 5, metric3)")).isEqualTo("5, 5, 20, -");
        assertThat(values("IF(metric1, metric2, 5)")).isEqualTo("30, 0, 5, 5");
    }

    /** As the guide warns of FILL in alarms: what is only late looks like 0, and an alarm on it is stuck. */
    @Test
    void aMetricThatIsLateIsFilledLikeOneThatIsNot() {
        assertThat(evaluate("IF(m1 > 0 AND FILL(m2, 0) == 0, 1, 0)")).containsEntry(start + 60, 0.0);
        assertThat(evaluate("IF(m1 > 0, IF(FILL(m2, 0) == 0, 1, 0), 0)"))
                .isEqualTo(Map.of(start, 0.0, start + 120, 1.0));
    }

    @Test
    void theSignsForAndAndOrMeanTheSameAsTheWords() {
        assertThat(evaluate("m1 > 5 && (m1 > 20 || m1 < 15)")).isEqualTo(evaluate("m1 > 5 AND (m1 > 20 OR m1 < 15)"));
    }

    @Test
    void expressionsBuildOnExpressions() {
        Queries queries = new Queries(
                List.of(metric("m1"), metric("m2"), expression("e1", "m1 + m2"), expression("e2", "e1 * e1")));

        assertThat(queries.evaluate("e2", store, start, start + 60)).isEqualTo(Map.of(start, 144.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "m1 +",
                "m1 m2",
                "(m1",
                "m1)",
                "1 + ;",
                "SUM(m1, m2)",
                "SUM(1)",
                "IF(m1)",
                "FILL(m1)",
                "FILL(1, 0)",
                "[m1, 1] + 1",
                "m9",
                "SUM(m1)",
                "5",
                "[m1, m2]",
                "METRICS(\"a\")",
                "FILL(m1, LINEAR)",
                "M1",
                "SEARCH('{AWS/SQS}', 'Sum', 60)",
                "ANOMALY_DETECTION_BAND(m1)",
                "SELECT AVG(x) FROM y"
            })
    void whatIsNoExpressionOrNotSupportedIsRefused(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).isInstanceOfSatisfying(Rejection.class, e -> assertThat(e.code())
                .isEqualTo("ValidationError"));
    }

    @Test
    void circlesAndRepeatedIdsAreRefused() {
        Queries circle = new Queries(List.of(metric("m1"), expression("e1", "e2"), expression("e2", "m1 + e1")));

        assertThatThrownBy(() -> circle.evaluate("e1", store, start, start + 60))
                .hasMessageContaining("e1 refers to itself");
        assertThatThrownBy(() -> new Queries(List.of(metric("m1"), metric("m1"))))
                .hasMessageContaining("twice");
    }

    @Test
    void aLongChainIsNoProblemAndDeepNestingIsRefused() {
        String chain =
                String.join("+", IntStream.range(0, 1_000).mapToObj(i -> "1").toList());
        assertThat(evaluate("m2*0+" + chain)).containsEntry(start, 1_000.0);

        assertThatThrownBy(() -> evaluate("(".repeat(1_000) + "m1" + ")".repeat(1_000)))
                .hasMessageContaining("nested more than 50 times");
        assertThatThrownBy(() -> evaluate("m1+" + "1+".repeat(2_000) + "1")).hasMessageContaining("2048 characters");
    }

    private NavigableMap<Long, Double> evaluate(String expression) {
        return new Queries(List.of(metric("m1"), metric("m2"), expression("e", expression)))
                .evaluate("e", store, start, start + 180);
    }

    private String values(String expression) {
        NavigableMap<Long, Double> values = new Queries(
                        List.of(metric("metric1"), metric("metric2"), metric("metric3"), expression("e", expression)))
                .evaluate("e", store, start, start + 240);
        return IntStream.range(0, 4)
                .mapToObj(minute -> values.get(start + 60L * minute))
                .map(value -> value == null ? "-" : Integer.toString(value.intValue()))
                .collect(Collectors.joining(", "));
    }

    private void write(String name, int minute, double value) {
        var datum = new MetricDatum(
                name, null, clock.instant().plusSeconds(60L * minute), value, null, null, null, null, null);
        new Metrics(store, clock).put(new PutMetricData("Test", List.of(datum)));
    }

    private static MetricDataQuery metric(String name) {
        return new MetricDataQuery(
                name, new MetricStat(new Metric("Test", name, null), 60, "Sum", null), null, null, null, null);
    }

    private static MetricDataQuery expression(String id, String expression) {
        return new MetricDataQuery(id, null, expression, null, null, null);
    }

    private static void putIfPresent(Map<Long, Double> values, long time, Double value) {
        if (value != null) {
            values.put(time, value);
        }
    }
}
