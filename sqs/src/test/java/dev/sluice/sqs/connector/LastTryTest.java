package dev.sluice.sqs.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.receive.IncomingChannel;
import dev.sluice.testkit.Fault;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a message whose last try has failed. */
class LastTryTest extends ChannelTest {

    private static final Exception REASON = new IllegalStateException("made up\nby a test");
    private static final Metadata SOON = Metadata.of(new RetryAfter(Duration.ZERO));

    private final ConcurrentLinkedQueue<Integer> tries = new ConcurrentLinkedQueue<>();

    @Test
    void goesToTheDeadLetterQueueWithTheReasonTheTriesAndTheTimesAndIsCounted() {
        Instant before = Instant.now().minusSeconds(5);
        queue.send(
                "bad",
                Map.of("color", TestQueue.string("red"), "Sluice-Reason", TestQueue.string("of an earlier time")));
        failAlways(name, SOON);

        Message dead = onlyDeadLetter(queue);
        assertThat(tries).containsExactly(1, 2, 3);
        assertThat(dead.body()).isEqualTo("bad");
        assertThat(attribute(dead, "color")).isEqualTo("red");
        assertThat(attribute(dead, "Sluice-Reason")).isEqualTo("java.lang.IllegalStateException: made up by a test");
        assertThat(attribute(dead, "Sluice-Receive-Count")).isEqualTo("3");
        assertThat(Instant.parse(attribute(dead, "Sluice-Sent-At"))).isBetween(before, Instant.now());
        assertThat(Instant.parse(attribute(dead, "Sluice-Failed-At"))).isBetween(before, Instant.now());
        assertThat(channels.count(SqsMeter.DEAD_LETTERED)).isEqualTo(1);
    }

    @Test
    void ofAFifoQueueGoesThereWithoutFollowersToo() {
        String fifoName = "jobs-" + UUID.randomUUID() + ".fifo";
        try (TestQueue fifo = openQueue(fifoName)) {
            fifo.sendInGroup("one", "bad");
            failAlways(fifoName, SOON);

            assertThat(attribute(onlyDeadLetter(fifo), "Sluice-Reason")).contains("made up");
            assertThat(channels.count(SqsMeter.DEAD_LETTERED)).isEqualTo(1);
        }
    }

    @Test
    void isLeftToSqsWhenItCannotBeMovedHere() {
        String once = name + "-once";
        try (TestQueue queue = TestQueue.at(link.endpoint(), new QueueSpec(once, 1, Duration.ofSeconds(30)))) {
            queue.send("bad");
            link.breakWith(new Fault.Error(403, "AccessDenied", Set.of("SendMessageBatch")));
            failAlways(once, SOON, 1);

            assertThat(onlyDeadLetter(queue).messageAttributes()).isEmpty();
            assertThat(tries).containsExactly(1);
            assertThat(channels.count(SqsMeter.DEAD_LETTERED)).isZero();
        }
    }

    @Test
    void isNoTryAtAllWhenItGoesBackUntried() {
        queue.send("good");
        queue.receiveInVain();
        queue.receiveInVain();
        var subscriber = Channels.subscribe(knowing(name, 3), 1);
        var message = subscriber.awaitItems(1).getLastItem();
        assertThat(message.getMetadata(IncomingSqsMetadata.class).orElseThrow().isLastReceive())
                .isTrue();

        message.nack(REASON, Metadata.of(RetryAfter.untried(Duration.ofMinutes(1))));

        await().until(() -> link.count("ChangeMessageVisibilityBatch") == 1);
        assertThat(queue.depth()).isEqualTo(1);
        assertThat(channels.count(SqsMeter.DEAD_LETTERED)).isZero();
    }

    @Test
    void isNoneOfAMessageThatWasTakenAwayAtTheEndOfTheGracePeriod() throws Exception {
        queue.send("good");
        queue.receiveInVain();
        queue.receiveInVain();
        var channel = knowing(Channels.ending(name, Duration.ofMillis(300)), 3);
        var message = Channels.subscribe(channel, 2).awaitItems(1).getLastItem();
        var lease = message.getMetadata(IncomingSqsMetadata.class).orElseThrow().lease();
        // A poll that is under way then keeps the message from going back at once.
        await().until(() -> link.count("ReceiveMessage") == 2);

        var drained = channel.drain();
        await().pollInterval(Duration.ofMillis(1)).until(lease::isLost);
        message.nack(REASON, Metadata.of(new RetryAfter(Duration.ofMinutes(1))));
        drained.get(10, TimeUnit.SECONDS);

        assertThat(channels.count(SqsMeter.DEAD_LETTERED)).isZero();
        assertThat(queue.deadLetters() + queue.visible()).isEqualTo(1);
        assertThat(queue.inFlight()).isZero();
    }

    @Test
    void neverComesInAQueueWithoutARedrivePolicy() {
        queue.sendDeadLetter("bad", Map.of());
        failAlways(name + "-dlq", SOON, Integer.MAX_VALUE);

        await().until(() -> tries.contains(5));
        assertThat(channels.count(SqsMeter.DEAD_LETTERED)).isZero();
    }

    private void failAlways(String queueName, Metadata how) {
        failAlways(queueName, how, 3);
    }

    private void failAlways(String queueName, Metadata how, int receives) {
        Channels.handle(knowing(queueName, receives), 10, message -> {
            tries.add(count(message));
            return message.nack(REASON, how).toCompletableFuture();
        });
    }

    private static int count(org.eclipse.microprofile.reactive.messaging.Message<?> message) {
        return message.getMetadata(IncomingSqsMetadata.class).orElseThrow().receiveCount();
    }

    /** A channel that knows already how often its queue lets a message be received. */
    private IncomingChannel knowing(String queueName, int receives) {
        return knowing(Channels.settings(queueName), receives);
    }

    private IncomingChannel knowing(IncomingSettings settings, int receives) {
        IncomingChannel channel = channels.incoming(settings);
        await().until(() -> channel.queues().getFirst().maxReceiveCount().equals(OptionalInt.of(receives)));
        return channel;
    }

    private static Message onlyDeadLetter(TestQueue queue) {
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.deadLetters() == 1 && queue.depth() == 0);
        return queue.receiveDeadLetters().getFirst();
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes().get(name).stringValue();
    }
}
