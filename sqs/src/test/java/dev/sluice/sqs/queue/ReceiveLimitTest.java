package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiveLimitTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<CompletableFuture<Integer>> looks = new ArrayList<>();
    private final ReceiveLimit limit = new ReceiveLimit(this::look, clock::get);

    @Test
    void isUnknownUntilTheQueueHasSaidIt() {
        assertThat(limit.now()).isEmpty();
        assertThat(limit.now()).isEmpty();
        assertThat(looks).hasSize(1);

        looks.getFirst().complete(3);

        assertThat(limit.now()).hasValue(3);
        assertThat(looks).hasSize(1);
    }

    @Test
    void asksAgainAfterAWhileWhenTheQueueDidNotSay() {
        limit.now();
        looks.getFirst().completeExceptionally(new IllegalStateException("made up"));
        assertThat(limit.now()).isEmpty();
        assertThat(looks).hasSize(1);

        pass(Duration.ofSeconds(5));

        assertThat(limit.now()).isEmpty();
        assertThat(looks).hasSize(2);
    }

    @Test
    void noticesInTheEndThatThePolicyHasChanged() {
        limit.now();
        looks.getFirst().complete(10);

        pass(Duration.ofMinutes(1));

        assertThat(limit.now()).hasValue(10);
        looks.getLast().complete(2);
        assertThat(limit.now()).hasValue(2);
    }

    @Test
    void doesNotKnowWhatWasSaidLongAgo() {
        limit.now();
        looks.getFirst().complete(1);

        pass(Duration.ofMinutes(3));

        assertThat(limit.now()).isEmpty();
        looks.getLast().complete(5);
        assertThat(limit.now()).hasValue(5);
    }

    private CompletableFuture<Integer> look() {
        looks.add(new CompletableFuture<>());
        return looks.getLast();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
