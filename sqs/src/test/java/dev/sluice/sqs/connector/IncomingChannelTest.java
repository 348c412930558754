package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

import dev.sluice.sqs.DeadLetter;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.LeaseLostException;
import dev.sluice.sqs.MessageLease;
import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.testkit.Fault;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class IncomingChannelTest extends ChannelTest {

    private static final Exception REASON = new Exception("made up by a test");

    @Test
    void deletesAMessageThatIsAcknowledged() {
        queue.send("hello");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 1);

        Message<?> message = subscriber.awaitItems(1).getItems().getFirst();
        assertThat(message.getPayload()).isEqualTo("hello");
        IncomingSqsMetadata metadata =
                message.getMetadata(IncomingSqsMetadata.class).orElseThrow();
        assertThat(metadata.queue()).isEqualTo(name);
        assertThat(metadata.receiveCount()).isEqualTo(1);
        message.ack();

        await().until(() -> queue.depth() == 0);
    }

    @Test
    void bringsAMessageBackAfterTheDelayThatANackAsksFor() {
        queue.send("again");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 2);

        subscriber.awaitItems(1).getItems().getFirst().nack(REASON, Metadata.of(new RetryAfter(Duration.ofSeconds(1))));
        Message<?> second = subscriber.awaitItems(2).getItems().get(1);

        assertThat(second.getMetadata(IncomingSqsMetadata.class).orElseThrow().receiveCount())
                .isEqualTo(2);
        second.ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void tellsHowManyMessagesItHoldsAndThatOneWhichWaitsForItsNextTryIsNoneOfThem() {
        queue.send("slow");
        queue.send("fails");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 2);
        var messages = subscriber.awaitItems(2).getItems();
        assertThat(channels.value(SqsMeter.HELD)).isEqualTo(2);

        messages.getLast().nack(REASON, Metadata.of(new RetryAfter(Duration.ofMinutes(5))));

        await().until(() -> channels.value(SqsMeter.HELD) == 1);
        assertThat(queue.inFlight()).as("as SQS counts them").isEqualTo(2);
        messages.getFirst().ack();
        await().until(() -> channels.value(SqsMeter.HELD) == 0);
    }

    @Test
    void movesARejectedMessageToTheDeadLetterQueueWithItsBodyAndAttributes() throws Exception {
        channels.outgoing(name)
                .send("bad", OutgoingSqsMetadata.NONE.withAttributes(Map.of("color", "red")))
                .get(5, TimeUnit.SECONDS);
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 1);

        subscriber
                .awaitItems(1)
                .getItems()
                .getFirst()
                .nack(REASON, Metadata.of(new DeadLetter(Map.of("reason", "no use"))));

        await().until(() -> queue.depth() == 0 && queue.deadLetters() == 1);
        var dead = queue.receiveDeadLetters().getFirst();
        assertThat(dead.body()).isEqualTo("bad");
        assertThat(dead.messageAttributes().get("color").stringValue()).isEqualTo("red");
        assertThat(dead.messageAttributes().get("reason").stringValue()).isEqualTo("no use");
    }

    @Test
    void saysOfTheLastMessageThatItIsTheEndOfTheBatch() {
        queue.sendMany(3);

        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 3);

        assertThat(subscriber.awaitItems(3).getItems())
                .extracting(message -> message.getMetadata(IncomingSqsMetadata.class)
                        .orElseThrow()
                        .endOfBatch())
                .containsExactly(false, false, true);
    }

    @Test
    void asksForNoMoreThanThereIsRoomFor() {
        queue.sendMany(300);
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 5);

        subscriber.awaitItems(5);
        await().during(Duration.ofMillis(500)).until(() -> queue.inFlight() <= 30);
        subscriber.assertNotTerminated();
    }

    @Test
    void isNotDisturbedByHostileMessages() {
        Random random = new Random(7);
        String garbage = random.ints(2000, 0x20, 0xD7FF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        queue.send(garbage, Map.of("_classname", TestQueue.string("no.such.Class")));
        queue.send("x".repeat(1_048_576), Map.of());
        queue.send(
                "attributes",
                Map.of(
                        "traceparent", TestQueue.string("\u00ff".repeat(500)),
                        "number", TestQueue.attribute("Number", "9".repeat(38)),
                        "Sluice-Reason", TestQueue.string("not you"),
                        "bytes", TestQueue.binary(new byte[] {0, -1, 10, 13})));
        queue.send("harmless", Map.of());
        var handled = new ConcurrentLinkedQueue<Object>();

        Channels.handle(channels.incoming(Channels.settings(name)), 10, message -> {
            handled.add(message.getPayload());
            return message.ack().toCompletableFuture();
        });

        await().until(() -> queue.depth() == 0);
        assertThat(handled).hasSize(4).contains(garbage, "attributes", "harmless");
    }

    @Test
    void holdsFewMessagesOfTheLargestSizeInMemory() {
        String large = "x".repeat(1_048_000);
        for (int i = 0; i < 40; i++) {
            queue.send(large, Map.of());
        }
        Set<String> seen = Collections.synchronizedSet(new HashSet<>());
        AtomicInteger most = new AtomicInteger();

        Channels.handle(channels.incoming(Channels.settings(name)), 4, message -> {
            seen.add(
                    message.getMetadata(IncomingSqsMetadata.class).orElseThrow().messageId());
            most.accumulateAndGet(queue.inFlight(), Math::max);
            return message.ack().toCompletableFuture();
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> queue.depth() == 0);
        assertThat(seen).hasSize(40);
        // 4 in work, 16 MiB that wait, and what is being deleted
        assertThat(most.get()).isLessThan(30);
    }

    @Test
    void drainsADeepQueueWithAFewFullRequests() {
        int jobs = 3000;
        queue.sendMany(jobs);
        Set<Object> seen = Collections.synchronizedSet(new HashSet<>());
        AtomicInteger handled = new AtomicInteger();

        Channels.handle(channels.incoming(Channels.settings(name)), 50, message -> {
            seen.add(message.getPayload());
            handled.incrementAndGet();
            return message.ack().toCompletableFuture();
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> queue.depth() == 0);
        assertThat(seen).hasSize(jobs);
        assertThat(handled).hasValue(jobs);
        assertThat(link.count("ReceiveMessage")).isLessThan(jobs * 12 / 100);
        assertThat(link.count("DeleteMessageBatch")).isLessThan(jobs * 12 / 100);
        assertThat(channels.count(SqsMeter.RECEIVED)).isEqualTo(jobs);
        assertThat(channels.requests("DeleteMessageBatch")).isEqualTo(link.count("DeleteMessageBatch"));
    }

    @Test
    void extendsALeaseForAsLongAsTheMessageIsHeld() {
        queue.send("long work");
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(2), name);
        var subscriber = Channels.subscribe(channels.incoming(settings), 5);
        Message<?> message = subscriber.awaitItems(1).getItems().getFirst();

        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(8))
                .until(() -> queue.inFlight() == 1 && subscriber.getItems().size() == 1);

        assertThat(message.getMetadata(IncomingSqsMetadata.class)
                        .orElseThrow()
                        .lease()
                        .isLost())
                .isFalse();
        message.ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void tellsTheHolderThatALeaseIsLostAndLeavesTheMessageAlone() {
        queue.send("whose?");
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(2), name);
        var subscriber = Channels.subscribe(channels.incoming(settings), 1);
        Message<?> message = subscriber.awaitItems(1).getItems().getFirst();
        MessageLease lease =
                message.getMetadata(IncomingSqsMetadata.class).orElseThrow().lease();
        CompletableFuture<Void> told = new CompletableFuture<>();
        lease.onLost(() -> told.complete(null));

        link.breakWith(new Fault.Reset());

        await().atMost(Duration.ofSeconds(6)).until(told::isDone);
        assertThat(lease.isLost()).isTrue();
        assertThat(channels.count(SqsMeter.LEASES_LOST)).isEqualTo(1);
        assertThat(message.ack().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(2))
                .withThrowableThat()
                .withCauseInstanceOf(LeaseLostException.class);
        link.mend();
        await().until(() -> queue.visible() == 1);
    }

    @Test
    void givesBackAtOnceWhatNobodyHasBegunWhenItStops() throws Exception {
        queue.sendMany(10);
        var channel = channels.incoming(Channels.settings(name));
        var subscriber = Channels.subscribe(channel, 2);
        subscriber.awaitItems(2);
        await().until(() -> queue.inFlight() >= 2);

        CompletableFuture<Void> drained = channel.drain();
        subscriber.getItems().forEach(Message::ack);
        drained.get(5, TimeUnit.SECONDS);

        assertThat(queue.inFlight()).isZero();
        assertThat(queue.visible()).isEqualTo(8);
    }

    @Test
    void countsNoReceiveForWhatNobodyHasBegunIfItRenewsThatWhenItStops() throws Exception {
        channels.outgoing(name)
                .send("untried", OutgoingSqsMetadata.NONE.withGroupId("tenant").withAttributes(Map.of("color", "red")))
                .get(5, TimeUnit.SECONDS);
        var stopping = channels.incoming(Channels.renewing(name));
        Message<?> handedOver =
                Channels.subscribe(stopping, 1).awaitItems(1).getItems().getFirst();

        CompletableFuture<Void> drained = stopping.drain();
        handedOver.nack(REASON, Metadata.of(RetryAfter.untried(Duration.ZERO)));
        drained.get(5, TimeUnit.SECONDS);

        assertThat(queue.inFlight()).isZero();
        assertThat(queue.visible()).isEqualTo(1);
        var next = channels.incoming(Channels.settings(name));
        Message<?> again = Channels.subscribe(next, 1).awaitItems(1).getItems().getFirst();
        var metadata = again.getMetadata(IncomingSqsMetadata.class).orElseThrow();
        assertThat(again.getPayload()).isEqualTo("untried");
        assertThat(metadata.receiveCount()).isEqualTo(1);
        assertThat(metadata.groupId()).contains("tenant");
        assertThat(metadata.attributes()).containsEntry("color", "red");
    }

    @Test
    void givesBackWhatHasNotEndedWithinTheGracePeriod() throws Exception {
        queue.send("endless");
        var channel = channels.incoming(Channels.settings(name));
        var subscriber = Channels.subscribe(channel, 1);
        Message<?> message = subscriber.awaitItems(1).getItems().getFirst();

        channel.drain().get(10, TimeUnit.SECONDS);

        assertThat(queue.visible()).isEqualTo(1);
        assertThat(message.getMetadata(IncomingSqsMetadata.class)
                        .orElseThrow()
                        .lease()
                        .isLost())
                .isTrue();
    }
}
