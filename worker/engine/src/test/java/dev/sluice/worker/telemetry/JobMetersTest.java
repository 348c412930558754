package dev.sluice.worker.telemetry;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JobMetersTest {

    @Test
    void measuresTheTimeSinceThen() {
        assertThat(JobMeters.since(Instant.now().minusSeconds(3600)))
                .isBetween(Duration.ofSeconds(3600), Duration.ofSeconds(3700));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"})
    void countsATimeThatLiesTooFarBackAsTheLongestThatAQueueKeepsAMessage(Instant then) {
        assertThat(JobMeters.since(then)).isEqualTo(Duration.ofDays(14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59Z", "+999999999-12-31T23:59:59Z"})
    void countsATimeThatIsStillToComeAsNone(Instant then) {
        assertThat(JobMeters.since(then)).isZero();
    }
}
