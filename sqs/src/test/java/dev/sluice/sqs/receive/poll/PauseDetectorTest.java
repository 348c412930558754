package dev.sluice.sqs.receive.poll;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PauseDetectorTest {

    private final PauseDetector sleep = new PauseDetector(0);

    @Test
    void takesWhatComesToAnAwakeProcessAsDeliveredNow() {
        sleep.look(millis(200));
        sleep.look(millis(400));

        assertThat(sleep.deliveredAt(millis(100), millis(600))).isEqualTo(millis(600));
    }

    @Test
    void takesWhatHasComeDuringASleepAsDeliveredAtItsBeginning() {
        sleep.look(millis(200));

        assertThat(sleep.deliveredAt(millis(100), millis(9_000))).isEqualTo(millis(200));
    }

    @Test
    void doesSoTooWhenSomethingElseHasNoticedTheSleepBefore() {
        sleep.look(millis(200));
        sleep.look(millis(9_000));

        assertThat(sleep.deliveredAt(millis(100), millis(9_100))).isEqualTo(millis(200));
    }

    @Test
    void trustsAPollThatWasSentAfterTheSleep() {
        sleep.look(millis(200));
        sleep.look(millis(9_000));

        assertThat(sleep.deliveredAt(millis(9_100), millis(9_300))).isEqualTo(millis(9_300));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
