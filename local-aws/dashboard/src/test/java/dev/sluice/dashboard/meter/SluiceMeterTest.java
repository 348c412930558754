package dev.sluice.dashboard.meter;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SluiceMeterTest {

    @Test
    void namesEachMeterOnceAndWithThePrefix() {
        assertThat(Arrays.stream(SluiceMeter.values()).map(SluiceMeter::key))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("sluice\\.[a-z]+(\\.[a-z]+)+"));
    }
}
