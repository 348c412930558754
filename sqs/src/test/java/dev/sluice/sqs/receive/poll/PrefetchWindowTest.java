package dev.sluice.sqs.receive.poll;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.order.ReadyQueue;

import static org.assertj.core.api.Assertions.assertThat;

class PrefetchWindowTest {

    private final Demand demand = new Demand();
    private final ReadyQueue ready = ReadyQueue.of(false);
    private final PrefetchWindow window = new PrefetchWindow(0, demand, ready);

    @Test
    void messagesThatWaitTakeRoom() {
        enter(4);

        assertThat(window.messages(0)).isEqualTo(6);
    }

    @Test
    void thoseThatCannotGoToWorkForAWhileTakeNoneFromOtherGroups() {
        enter(12);

        assertThat(window.messages(9)).isEqualTo(7);
    }

    private void enter(int messages) {
        demand.add(10);
        for (int i = 0; i < messages; i++) {
            ready.add(new Lease(
                    Message.builder().body("body").receiptHandle("handle").build(),
                    System.nanoTime(),
                    Duration.ofSeconds(30)));
        }
    }
}
