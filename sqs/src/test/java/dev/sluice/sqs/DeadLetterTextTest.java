package dev.sluice.sqs;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterTextTest {

    @Test
    void keepsWhatSqsTakes() {
        assertThat(DeadLetterText.of("status 410, größer \uD83D\uDE00")).isEqualTo("status 410, größer \uD83D\uDE00");
    }

    @Test
    void replacesWhatSqsRefuses() {
        assertThat(DeadLetterText.of("a\nb\u0000c\uFFFEd\uD800e")).isEqualTo("a b c d e");
    }

    @Test
    void isNeverEmptyAndNeverLong() {
        assertThat(DeadLetterText.of("")).isEqualTo("-");
        assertThat(DeadLetterText.of("x".repeat(5000))).hasSize(1000);
    }
}
