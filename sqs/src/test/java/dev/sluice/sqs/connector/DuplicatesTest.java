package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.Map;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.sqs.DeadLetter;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.sqs.receive.IncomingChannel;
import dev.sluice.testkit.Fault;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a message that SQS delivers again while it is here. */
class DuplicatesTest extends ChannelTest {

    private static final Exception REASON = new Exception("made up by a test");

    @Test
    void runsAMessageOnceThatComesAgainWhileItIsInWork() {
        var subscriber = delivered("once");

        assertThat(subscriber.getItems()).hasSize(1);
        subscriber.getItems().getFirst().ack();

        await().until(() -> queue.depth() == 0);
        assertThat(subscriber.getItems()).hasSize(1);
        assertThat(channels.count(SqsMeter.LEASES_LOST)).isZero();
    }

    @Test
    void givesAMessageBackByItsLaterReceiptHandle() {
        var subscriber = delivered("again");

        subscriber.getItems().getFirst().nack(REASON, Metadata.of(new RetryAfter(Duration.ZERO)));

        var second = subscriber.awaitItems(2).getItems().getLast();
        assertThat(second.getPayload()).isEqualTo("again");
        second.ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void movesAMessageToTheDeadLetterQueueOnce() {
        var subscriber = delivered("bad");

        subscriber.getItems().getFirst().nack(REASON, Metadata.of(new DeadLetter(Map.of())));

        await().until(() -> queue.depth() == 0 && queue.deadLetters() == 1);
        assertThat(subscriber.getItems()).hasSize(1);
    }

    @Test
    void keepsTheLeaseOfTheLaterDelivery() {
        var subscriber = delivered("long");
        var lease = subscriber
                .getItems()
                .getFirst()
                .getMetadata(IncomingSqsMetadata.class)
                .orElseThrow()
                .lease();
        long before = link.count("ChangeMessageVisibilityBatch");

        await().until(() -> link.count("ChangeMessageVisibilityBatch") >= before + 2);

        assertThat(lease.isLost()).isFalse();
        assertThat(queue.visible()).isZero();
        subscriber.getItems().getFirst().ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void theSecondDeliveryOfAMessageInWorkMayBeItsLastReceive() {
        String twiceOnly = name + "-twice";
        try (TestQueue twice = openQueue(new QueueSpec(twiceOnly, 2, QueueSpec.DEFAULT_VISIBILITY_TIMEOUT))) {
            var message = delivered(twice, twiceOnly, "bad").getItems().getFirst();
            var metadata = message.getMetadata(IncomingSqsMetadata.class).orElseThrow();
            await().until(metadata::isLastReceive);

            message.nack(REASON, Metadata.of(new RetryAfter(Duration.ZERO)));

            await().until(() -> twice.depth() == 0 && twice.deadLetters() == 1);
            assertThat(twice.receiveDeadLetters().getFirst().messageAttributes().get("Sluice-Reason"))
                    .as("the reason, which SQS would not have known")
                    .isNotNull();
        }
    }

    /** A subscriber that has the message in work when it has come a second time. */
    private AssertSubscriber<Message<?>> delivered(String body) {
        return delivered(queue, name, body);
    }

    private AssertSubscriber<Message<?>> delivered(TestQueue from, String queueName, String body) {
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(4), queueName);
        IncomingChannel channel = channels.incoming(settings);
        var subscriber = Channels.subscribe(channel, 5);
        // Else a slow first poll, given up, may have had the message before.
        await().until(() -> channel.queues().getFirst().health().isOk() && link.count("ReceiveMessage") > 0);
        link.breakWith(new Fault.Duplicates());
        from.send(body);
        subscriber.awaitItems(1);
        await().until(() -> channels.count(SqsMeter.DUPLICATE) == 1);
        return subscriber;
    }
}
