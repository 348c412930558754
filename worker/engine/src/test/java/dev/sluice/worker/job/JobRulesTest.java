package dev.sluice.worker.job;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.worker.Configs;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class JobRulesTest {

    private static final JobRules RULES =
            new JobRules(1, Optional.empty(), Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "9, 512", "10, 900", "1000, 900"})
    void doublesTheBoundWithEachAttemptUpToTheMost(int attempt, int boundSeconds) {
        Duration bound = Duration.ofSeconds(boundSeconds);

        assertThat(IntStream.range(0, 200).mapToObj(i -> RULES.retryDelay(attempt)))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, bound))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(bound.dividedBy(2)));
    }

    @Test
    void lengthensTheBackoffByWhatAReceiverSaysAndNeverShortensIt() {
        var soon = (Outcome.Retry) Outcome.retryNotBefore(Duration.ZERO, "busy");
        var late = (Outcome.Retry) Outcome.retryNotBefore(Duration.ofMinutes(10), "busy");

        assertThat(IntStream.range(0, 200).mapToObj(i -> RULES.retryDelay(soon, 5)))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofSeconds(16)));
        assertThat(RULES.retryDelay(late, 5)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void letsAHandlerSayWhenItsJobComesBack() {
        var atOnce = (Outcome.Retry) Outcome.retryAfter(Duration.ZERO, "handed over");

        assertThat(RULES.retryDelay(atOnce, 5)).isZero();
    }

    @Test
    void spreadsTheDelaysOverTheWholeRange() {
        assertThat(IntStream.range(0, 200).mapToObj(i -> RULES.retryDelay(5)))
                .anySatisfy(delay -> assertThat(delay).isLessThan(Duration.ofSeconds(8)))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofSeconds(24)));
    }

    @ParameterizedTest
    @CsvSource({"50, 2, 40", "7, 3, 6", "4, 2, 3", "2, 2, 1", "1, 2, 1", "50, 1, 50", "1, 1, 1"})
    void aTypeGetsFourFifthsOfTheSlotsAndAllWhenThereIsNoOther(int slots, int types, int share) {
        var config = Configs.of(JobsConfig.class, "concurrency", Integer.toString(slots));

        assertThat(JobRules.of("webhook", types, config).concurrency()).isEqualTo(share);
    }

    @Test
    void aTypesOwnSettingsComeBeforeThoseOfAll() {
        var config = Configs.of(
                JobsConfig.class,
                "types.webhook.concurrency",
                "3",
                "types.webhook.rate",
                "10/1S",
                "types.webhook.time-limit",
                "5S",
                "types.webhook.retry-initial-delay",
                "7S",
                "types.webhook.retry-max-delay",
                "9S",
                "retry.max-delay",
                "1H");

        assertThat(JobRules.of("webhook", 2, config))
                .isEqualTo(new JobRules(
                        3,
                        Optional.of(new Rate(10, Duration.ofSeconds(1))),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(9)));
        assertThat(JobRules.of("checksum", 2, config))
                .isEqualTo(new JobRules(
                        40, Optional.empty(), Duration.ofMinutes(15), Duration.ofSeconds(2), Duration.ofHours(1)));
    }

    @Test
    void noTimeLimitIsLongerThanALeaseCanLast() {
        var rules = new JobRules(
                1, Optional.empty(), Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(2), Duration.ofMinutes(15));

        assertThat(rules.timeLimit()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void noDelayIsLongerThanSqsHidesAMessage() {
        var rules = new JobRules(
                1, Optional.empty(), Duration.ofMinutes(1), Duration.ofDays(99_999), Duration.ofDays(99_999));

        assertThat(rules.retryMaxDelay()).isEqualTo(Duration.ofHours(12));
        assertThat(rules.retryDelay(1000)).isLessThanOrEqualTo(Duration.ofHours(12));
    }
}
