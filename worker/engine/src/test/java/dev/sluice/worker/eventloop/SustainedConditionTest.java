package dev.sluice.worker.eventloop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SustainedConditionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong clock = new AtomicLong();
    private final SustainedCondition lasting = new SustainedCondition(clock::get);

    @Test
    void lastsWhenItHasBeenSoWithoutABreak() {
        lasting.is(true);
        assertThat(lasting.hasLasted(MINUTE)).isFalse();

        clock.addAndGet(MINUTE.toNanos());
        lasting.is(true);

        assertThat(lasting.hasLasted(MINUTE)).isTrue();
    }

    @Test
    void beginsAnewAfterABreak() {
        lasting.is(true);
        clock.addAndGet(MINUTE.toNanos());
        lasting.is(false);
        lasting.is(true);

        assertThat(lasting.hasLasted(MINUTE)).isFalse();
    }

    @Test
    void whatIsNotSoDoesNotLast() {
        assertThat(lasting.hasLasted(Duration.ZERO)).isFalse();
    }
}
