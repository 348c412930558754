package dev.sluice.sqs.receive.settle;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedeliveryDelayTest {

    @Test
    void growsWithTheTriesUpToAQuarterOfAnHour() {
        assertThat(RedeliveryDelay.after(1)).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
        assertThat(RedeliveryDelay.after(4)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(RedeliveryDelay.after(1_000)).isBetween(Duration.ofMillis(450_000), Duration.ofMinutes(15));
    }
}
