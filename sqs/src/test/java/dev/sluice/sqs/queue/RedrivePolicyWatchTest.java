package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedrivePolicyWatchTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<CompletableFuture<RedrivePolicy>> looks = new ArrayList<>();
    private final RedrivePolicyWatch policy = new RedrivePolicyWatch(this::look, clock::get);

    @Test
    void isUnknownUntilTheQueueHasSaidIt() {
        assertThat(policy.maxReceiveCount()).isEmpty();
        assertThat(policy.maxReceiveCount()).isEmpty();
        assertThat(looks).hasSize(1);

        looks.getFirst().complete(granting(3));

        assertThat(policy.maxReceiveCount()).hasValue(3);
        assertThat(looks).hasSize(1);
    }

    @Test
    void asksAgainAfterAWhileWhenTheQueueDidNotSay() {
        policy.maxReceiveCount();
        looks.getFirst().completeExceptionally(new IllegalStateException("made up"));
        assertThat(policy.maxReceiveCount()).isEmpty();
        assertThat(looks).hasSize(1);

        pass(Duration.ofSeconds(5));

        assertThat(policy.maxReceiveCount()).isEmpty();
        assertThat(looks).hasSize(2);
    }

    @Test
    void noticesInTheEndThatThePolicyHasChanged() {
        policy.maxReceiveCount();
        looks.getFirst().complete(granting(10));

        pass(Duration.ofMinutes(1));

        assertThat(policy.maxReceiveCount()).hasValue(10);
        looks.getLast().complete(granting(2));
        assertThat(policy.maxReceiveCount()).hasValue(2);
    }

    @Test
    void doesNotKnowWhatWasSaidLongAgo() {
        policy.maxReceiveCount();
        looks.getFirst().complete(granting(1));

        pass(Duration.ofMinutes(3));

        assertThat(policy.maxReceiveCount()).isEmpty();
        looks.getLast().complete(granting(5));
        assertThat(policy.maxReceiveCount()).hasValue(5);
    }

    private CompletableFuture<RedrivePolicy> look() {
        looks.add(new CompletableFuture<>());
        return looks.getLast();
    }

    private static RedrivePolicy granting(int receives) {
        return new RedrivePolicy(Optional.empty(), OptionalInt.of(receives));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
