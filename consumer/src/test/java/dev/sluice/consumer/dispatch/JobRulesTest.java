package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JobRulesTest {

    private static final JobRules RULES =
            new JobRules(Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "9, 512", "10, 900", "1000, 900"})
    void doublesTheBoundWithEachAttemptUpToTheMost(int attempt, int boundSeconds) {
        Duration bound = Duration.ofSeconds(boundSeconds);

        assertThat(IntStream.range(0, 200).mapToObj(i -> RULES.retryDelay(attempt)))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, bound))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(bound.dividedBy(2)));
    }

    @Test
    void spreadsTheDelaysOverTheWholeRange() {
        assertThat(IntStream.range(0, 200).mapToObj(i -> RULES.retryDelay(5)))
                .anySatisfy(delay -> assertThat(delay).isLessThan(Duration.ofSeconds(8)))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofSeconds(24)));
    }
}
