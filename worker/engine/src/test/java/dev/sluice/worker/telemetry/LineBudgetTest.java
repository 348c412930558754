package dev.sluice.worker.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineBudgetTest {

    private final AtomicLong clock = new AtomicLong();
    private final List<Long> told = new ArrayList<>();
    private final LineBudget budget = new LineBudget(2, clock::get, told::add);

    @Test
    void grantsSoManyLinesInASecondAndTellsLaterWhatItLeftOut() {
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isFalse();
        assertThat(budget.take()).isFalse();
        assertThat(told).isEmpty();

        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(budget.take()).isTrue();
        assertThat(told).containsExactly(2L);
    }

    @Test
    void tellsNothingWhenNothingWasLeftOut() {
        budget.take();
        clock.addAndGet(Duration.ofSeconds(5).toNanos());
        budget.take();

        assertThat(told).isEmpty();
    }

    @Test
    void tellsWhatItLeftOutAlsoWhenNoFurtherLineComes() {
        budget.take();
        budget.take();
        budget.take();
        budget.tell(false);
        assertThat(told).as("the second is not over").isEmpty();

        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        budget.tell(false);
        budget.tell(false);

        assertThat(told).containsExactly(1L);
    }

    @Test
    void tellsAtTheEndWhatItHasLeftOutSoFar() {
        budget.take();
        budget.take();
        budget.take();

        budget.tell(true);

        assertThat(told).containsExactly(1L);
    }
}
