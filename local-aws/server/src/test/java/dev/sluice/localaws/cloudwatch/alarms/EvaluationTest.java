package dev.sluice.localaws.cloudwatch.alarms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** CloudWatch's own examples of how missing data are treated: {@code 0} is fine, {@code X} breaches, - is missing. */
class EvaluationTest {

    @ParameterizedTest(name = "{0} of 3 with {1}")
    @CsvSource({
        "3, 0 - X - X, 0, OK, OK, OK, OK",
        "3, 0 - - - -, 2, OK, OK, OK, OK",
        "3, - - - - -, 3, INSUFFICIENT_DATA, kept, ALARM, OK",
        "3, 0 X X - X, 0, ALARM, ALARM, ALARM, ALARM",
        "3, - - X - -, 2, ALARM, kept, ALARM, OK",
        "2, 0 - X - X, 0, ALARM, ALARM, ALARM, ALARM",
        "2, 0 0 X 0 X, 0, ALARM, ALARM, ALARM, ALARM",
        "2, 0 - X - -, 1, OK, OK, ALARM, OK",
        "2, - - - - 0, 2, OK, OK, ALARM, OK",
        "2, - - - X -, 2, ALARM, kept, ALARM, OK",
        // Not in the documentation: too early to tell, so nothing changes.
        "3, - - - - X, 2, kept, kept, ALARM, OK"
    })
    void missingDataCountAsTheAlarmSays(
            int toAlarm, String range, int filled, String missing, String ignore, String breaching, String not) {
        assertVerdict(toAlarm, range, filled, MissingData.MISSING, missing);
        assertVerdict(toAlarm, range, filled, MissingData.IGNORE, ignore);
        assertVerdict(toAlarm, range, filled, MissingData.BREACHING, breaching);
        assertVerdict(toAlarm, range, filled, MissingData.NOT_BREACHING, not);
    }

    private static void assertVerdict(int toAlarm, String range, int filled, MissingData treatment, String expected) {
        var rule = new Evaluation.Rule(3, toAlarm, Comparison.GREATER, 10, treatment);
        List<Double> latestFirst = Arrays.stream(range.split(" "))
                .map(point -> point.equals("-") ? null : (Double) (point.equals("X") ? 11.0 : 10.0))
                .collect(Collectors.toCollection(ArrayList::new))
                .reversed();
        for (State present : State.values()) {
            Evaluation verdict = Evaluation.of(rule, latestFirst, present);

            assertThat(verdict.state())
                    .as(treatment + " in state " + present)
                    .isEqualTo(expected.equals("kept") ? present : State.valueOf(expected));
            assertThat(verdict.filled()).isEqualTo(filled);
        }
    }
}
