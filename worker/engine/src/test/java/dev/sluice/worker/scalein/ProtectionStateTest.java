package dev.sluice.worker.scalein;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.api.BackoffStrategy;

import static org.assertj.core.api.Assertions.assertThat;

class ProtectionStateTest {

    private static final Duration CALM = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration CHECK = Duration.ofSeconds(90);

    /** Close to where the clock of a machine that has been up for long overflows. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

    private final ProtectionState protection = new ProtectionState(
            CALM,
            INTERVAL,
            CHECK,
            BackoffStrategy.exponentialDelayWithoutJitter(Duration.ofSeconds(2), Duration.ofSeconds(20)),
            clock::get);

    ProtectionStateTest() {
        protection.is(false);
    }

    @Test
    void goesOnAtOnceWhenThereIsWork() {
        assertThat(protection.wanted(true)).contains(true);
    }

    @Test
    void isLeftAloneWhileItIsAsItShouldBe() {
        protection.changed(true);
        pass(INTERVAL);

        assertThat(protection.wanted(true)).isEmpty();
    }

    @Test
    void goesOffOnlyAfterACoolDown() {
        protection.wanted(true);
        protection.changed(true);
        pass(CALM.minusSeconds(1));
        assertThat(protection.wanted(false)).isEmpty();

        pass(Duration.ofSeconds(1));
        assertThat(protection.wanted(false)).contains(false);
    }

    @Test
    void aJobInBetweenBeginsTheCoolDownAnew() {
        protection.changed(true);
        pass(CALM.minusSeconds(1));
        protection.wanted(true);
        pass(CALM.minusSeconds(1));

        assertThat(protection.wanted(false)).isEmpty();
    }

    @Test
    void doesNotChangeTwiceWithinTheMinimumInterval() {
        protection.wanted(true);
        protection.changed(true);
        pass(CALM);
        protection.wanted(false);
        protection.changed(false);
        pass(INTERVAL.minusSeconds(1));
        assertThat(protection.wanted(true)).isEmpty();

        pass(Duration.ofSeconds(1));
        assertThat(protection.wanted(true)).contains(true);
    }

    @Test
    void waitsLongerAfterEachFailureAndNotAfterASuccess() {
        for (int seconds : new int[] {2, 4, 8, 16, 20, 20}) {
            assertThat(protection.wanted(true)).as("before %d", seconds).contains(true);
            protection.failed(false);
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(protection.wanted(true)).as("within %d", seconds).isEmpty();
            pass(Duration.ofNanos(1));
        }
        protection.changed(true);
        pass(CALM);
        assertThat(protection.wanted(false)).contains(false);
        protection.failed(false);
        pass(Duration.ofSeconds(2));
        assertThat(protection.wanted(false)).contains(false);
    }

    @Test
    void goesOffWhenItIsInDoubtWhetherItIsOn() {
        protection.wanted(true);
        protection.failed(true);
        pass(CALM);

        assertThat(protection.wanted(false)).contains(false);
    }

    @Test
    void staysOffAfterARefusal() {
        protection.wanted(true);
        protection.failed(false);
        pass(CALM);

        assertThat(protection.wanted(false)).isEmpty();
    }

    @Test
    void takesOffWhatAnEarlierProcessHasLeftOn() {
        protection.is(true);
        assertThat(protection.wanted(false)).isEmpty();
        pass(CALM);

        assertThat(protection.wanted(false)).contains(false);
    }

    @Test
    void isBelievedForAWhileAndThenLookedAtAsLongAsThereIsWork() {
        protection.wanted(true);
        protection.changed(true);
        pass(CHECK.minusNanos(1));
        assertThat(protection.isInDoubt(true)).isFalse();

        pass(Duration.ofNanos(1));
        assertThat(protection.isInDoubt(true)).isTrue();
        assertThat(protection.isInDoubt(false)).isFalse();

        protection.is(true);
        assertThat(protection.isInDoubt(true)).isFalse();
    }

    @Test
    void whatIsFoundToBeLostGoesOnAgainAtOnce() {
        protection.wanted(true);
        protection.changed(true);
        pass(CHECK);

        protection.is(false);

        assertThat(protection.wanted(true)).contains(true);
    }

    /** A role without the right to protect may still look: two requests each two seconds for ever would be its answer. */
    @Test
    void lookingDoesNotShortenThePausesAfterRefusals() {
        for (int seconds : new int[] {2, 4, 8, 16}) {
            protection.is(false);
            assertThat(protection.wanted(true)).contains(true);
            protection.failed(false);
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(protection.mayTry()).as("within %d", seconds).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(protection.mayTry()).as("after %d", seconds).isTrue();
        }
    }

    @Test
    void atTheOrderToStopItGoesOffAsSoonAsTheWorkIsDone() {
        protection.wanted(true);
        protection.changed(true);
        protection.stop();
        assertThat(protection.wanted(true)).isEmpty();

        assertThat(protection.wanted(false)).contains(false);
    }

    @Test
    void afterTheOrderToStopItDoesNotGoOnAnyMore() {
        protection.stop();

        assertThat(protection.wanted(true)).isEmpty();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
