package dev.sluice.worker.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.worker.admission.RateWindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RateTest {

    @ParameterizedTest
    @CsvSource({"10/1S, 10, 1000", "1/500ms, 1, 500", "100 / 1M, 100, 60000", "5/2, 5, 2000", "1000/24H, 1000, 86400000"
    })
    void isWrittenAsANumberAndAPeriod(String text, int jobs, long millis) {
        assertThat(Rate.of(text)).isEqualTo(new Rate(jobs, Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10/", "/1S", "0/1S", "-1/1S", "100001/1S", "1/0S", "1/25H", "1/2/3", "ten/1S", "1/x"})
    void nothingElseIsOne(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(text));
    }

    @Test
    void allowsNoMoreThanSoManyInAnyPeriodAlsoAfterAPause() {
        RateWindow window = new RateWindow(new Rate(3, Duration.ofNanos(1_000_000)));
        List<Long> starts = new ArrayList<>();
        for (long now = 5_000_000; now < 25_000_000; now += 10_000) {
            boolean pause = now > 9_000_000 && now < 12_345_000;
            if (!pause && window.untilFree(now) == 0) {
                window.take(now);
                starts.add(now);
            }
        }

        assertThat(starts).hasSizeGreaterThan(40);
        for (int i = 3; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 3)).isGreaterThanOrEqualTo(1_000_000);
        }
    }
}
