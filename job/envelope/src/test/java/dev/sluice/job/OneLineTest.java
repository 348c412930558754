package dev.sluice.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OneLineTest {

    @Test
    void leavesOrdinaryTextAsItIs() {
        assertThat(OneLine.of("status 410, größer \uD83D\uDE00", 100)).isEqualTo("status 410, größer \uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "\t", "\u0000", "\u001B", "\u007F", "\u0085", "\u2028", "\u2029", "\u202E", "\uD800"
            })
    void replacesWhatCouldForgeOrHideALine(String odd) {
        assertThat(OneLine.of("a" + odd + "b", 100)).isEqualTo("a?b");
    }

    @Test
    void cutsWhatIsTooLongAndSaysSo() {
        assertThat(OneLine.of("x".repeat(1_000_000), 10)).isEqualTo("xxxxxxxxxx...");
        assertThat(OneLine.of("\uD83D\uDE00".repeat(6), 5)).isEqualTo("\uD83D\uDE00".repeat(3) + "...");
    }
}
