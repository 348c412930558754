package dev.sluice.testkit;

import org.junit.jupiter.api.Test;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;

import static org.assertj.core.api.Assertions.assertThat;

class SqsLinkTest {

    @Test
    void ofABatchThatFailsInPartTheQueueSeesOnlyTheRest() {
        try (LocalSqs sqs = LocalSqs.start(0);
                SqsLink link = SqsLink.to(sqs.endpoint());
                TestQueue queue = TestQueue.at(link.endpoint(), QueueSpec.named("jobs"))) {
            link.breakWith(new Fault.Partial(3));

            queue.sendMany(10);

            assertThat(queue.visible()).isEqualTo(7);
            assertThat(link.count("SendMessageBatch")).isEqualTo(1);
        }
    }

    @Test
    void aBatchThatFailsAsAWholeNeverGetsToTheQueue() {
        try (LocalSqs sqs = LocalSqs.start(0);
                SqsLink link = SqsLink.to(sqs.endpoint());
                TestQueue queue = TestQueue.at(link.endpoint(), QueueSpec.named("jobs"))) {
            link.breakWith(new Fault.Partial(1));

            queue.sendMany(10);

            assertThat(queue.depth()).isZero();
            assertThat(link.attempts()).containsEntry("SendMessageBatch", 1L);
            assertThat(link.counts()).doesNotContainKey("SendMessageBatch");
        }
    }
}
