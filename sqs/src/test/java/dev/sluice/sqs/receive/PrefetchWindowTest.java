package dev.sluice.sqs.receive;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.receive.lease.Lease;

import static org.assertj.core.api.Assertions.assertThat;

class PrefetchWindowTest {

    private final PrefetchWindow room = new PrefetchWindow(0, () -> 10);

    @Test
    void messagesThatWaitTakeRoom() {
        enter(4);

        assertThat(room.messages(0)).isEqualTo(6);
    }

    @Test
    void thoseThatCannotGoToWorkForAWhileTakeNoneFromOtherGroups() {
        enter(12);

        assertThat(room.messages(9)).isEqualTo(7);
    }

    private void enter(int messages) {
        for (int i = 0; i < messages; i++) {
            room.entered(new Lease(
                    Message.builder().body("body").receiptHandle("handle").build(),
                    System.nanoTime(),
                    Duration.ofSeconds(30)));
        }
    }
}
