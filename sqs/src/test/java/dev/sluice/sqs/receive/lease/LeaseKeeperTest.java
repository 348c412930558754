package dev.sluice.sqs.receive.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.batch.BatchPolicy;
import dev.sluice.sqs.batch.Batcher;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.meter.QueueMeters;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.queue.SqsOperation;

import static org.assertj.core.api.Assertions.assertThat;

/** What an answer to an extension changes. No request is made: the answers are the test's. */
class LeaseKeeperTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final String HANDLE = "handle";

    private final long now = System.nanoTime();
    private final List<Lease> over = new ArrayList<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final LoopGroup loops = new LoopGroup(1, "lease-keeper-test");
    private final Loop loop = loops.loop();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LeaseKeeper keeper = new LeaseKeeper(
            loop,
            "jobs",
            new Batcher<>(
                    loop,
                    (changes, timeout) -> new CompletableFuture<>(),
                    new BatchPolicy(false, Duration.ZERO, Integer.MAX_VALUE, 1, VISIBILITY),
                    change -> 0,
                    new QueueHealth("jobs").about(SqsOperation.CHANGE_VISIBILITY)),
            VISIBILITY,
            Duration.ofHours(12),
            new QueueMeters(meters, "jobs").recorder(SqsMeter.LEASES_LOST),
            over::add);

    @AfterEach
    void close() {
        keeper.close();
        loops.close();
    }

    @Test
    void losesALeaseWhoseExtensionIsAnsweredAfterItsEnd() {
        Lease lease = lease(VISIBILITY.plusSeconds(1));

        // SQS has granted it in time, but the answer has lain here while the process was asleep.
        keeper.extended(lease, HANDLE, ago(Duration.ofSeconds(10)), VISIBILITY, null);

        assertThat(lease.state()).isEqualTo(Lease.State.LOST);
        assertThat(lease.isLost()).isTrue();
        assertThat(told).isTrue();
        assertThat(over).containsExactly(lease);
    }

    @Test
    void goesOnWithALeaseWhoseExtensionIsAnsweredInTime() {
        Lease lease = lease(VISIBILITY.minusSeconds(10));

        keeper.extended(lease, HANDLE, ago(Duration.ofSeconds(2)), VISIBILITY, null);

        assertThat(lease.hasEnded(now + Duration.ofSeconds(27).toNanos())).isFalse();
        assertThat(lease.hasEnded(now + Duration.ofSeconds(28).toNanos())).isTrue();
        assertThat(over).isEmpty();
    }

    @Test
    void leavesAMessageOnItsWayToTheDeadLettersItsOwnEnd() {
        Lease lease = lease(VISIBILITY.plusSeconds(1));
        lease.become(Lease.State.MOVING);

        keeper.extended(lease, HANDLE, ago(Duration.ofSeconds(10)), VISIBILITY, null);

        assertThat(lease.state()).isEqualTo(Lease.State.MOVING);
        assertThat(lease.isLost()).as("no time is added to what has ended").isTrue();
        assertThat(over).isEmpty();
    }

    @Test
    void hearsNothingInAnAnswerAboutAnEarlierDelivery() {
        Lease lease = lease(VISIBILITY.plusSeconds(1));
        lease.redelivered(
                Message.builder().body("").receiptHandle("later").build(), ago(Duration.ofSeconds(1)), VISIBILITY);

        keeper.extended(lease, HANDLE, ago(Duration.ofSeconds(20)), VISIBILITY, null);

        assertThat(lease.hasEnded(now + Duration.ofSeconds(28).toNanos())).isFalse();
        assertThat(over).isEmpty();
    }

    private Lease lease(Duration age) {
        Message message = Message.builder()
                .messageId("message")
                .body("")
                .receiptHandle(HANDLE)
                .build();
        Lease lease = new Lease(message, ago(age), VISIBILITY);
        lease.onLost(() -> told.set(true));
        return lease;
    }

    private long ago(Duration time) {
        return now - time.toNanos();
    }
}
