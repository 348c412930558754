package dev.sluice.sqs.receive;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComebackTest {

    @Test
    void growsWithTheTriesUpToAQuarterOfAnHour() {
        assertThat(Comeback.after(1)).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
        assertThat(Comeback.after(4)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(Comeback.after(1_000)).isBetween(Duration.ofMillis(450_000), Duration.ofMinutes(15));
    }
}
