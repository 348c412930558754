package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.DeadLetter;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.MessageRefusedException;
import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.testkit.Fault;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Channels on a FIFO queue: order in a message group, groups side by side. */
class FifoTest extends ChannelTest {

    private static final Exception REASON = new Exception("made up by a test");

    private final String fifoName = "jobs-" + UUID.randomUUID() + ".fifo";
    private TestQueue fifo;

    @BeforeEach
    void openFifo() {
        fifo = openQueue(fifoName);
    }

    @AfterEach
    void closeFifo() {
        fifo.close();
    }

    @Test
    void handlesTheMessagesOfAGroupInOrderAndOneAtATime() {
        var done = new ConcurrentLinkedQueue<Object>();
        var busy = new AtomicBoolean();
        var overlaps = new AtomicBoolean();
        List<String> bodies = IntStream.range(0, 30).mapToObj(i -> "m" + i).toList();
        bodies.forEach(body -> fifo.sendInGroup("one", body));

        Channels.handle(channels.incoming(Channels.settings(fifoName)), 10, message -> {
            overlaps.compareAndSet(false, !busy.compareAndSet(false, true));
            return later(() -> {
                done.add(message.getPayload());
                busy.set(false);
                return message.ack().toCompletableFuture();
            });
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> fifo.depth() == 0);
        assertThat(done).containsExactlyElementsOf(List.copyOf(bodies));
        assertThat(overlaps).isFalse();
    }

    @Test
    void handlesGroupsSideBySide() {
        for (int i = 0; i < 5; i++) {
            fifo.sendInGroup("a", "a" + i);
            fifo.sendInGroup("b", "b" + i);
        }
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(fifoName)), 10);

        subscriber.awaitItems(2);
        await().during(Duration.ofMillis(500)).until(() -> subscriber.getItems().size() == 2);

        assertThat(subscriber.getItems())
                .extracting(Message::getPayload)
                .map(Object.class::cast)
                .containsExactlyInAnyOrder("a0", "b0");
        subscriber.getItems().forEach(Message::ack);
        subscriber.awaitItems(4);
        assertThat(subscriber.getItems().subList(2, 4))
                .extracting(Message::getPayload)
                .map(Object.class::cast)
                .containsExactlyInAnyOrder("a1", "b1");
    }

    @Test
    void takesMoreGroupsThanTheMessagesOfTheFirstOnesLeaveRoomFor() {
        for (int group = 0; group < 20; group++) {
            for (int i = 0; i < 10; i++) {
                fifo.sendInGroup("group-" + group, "m" + i);
            }
        }

        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(fifoName)), 50);

        await().untilAsserted(() -> assertThat(subscriber.getItems()).hasSize(20));
        assertThat(subscriber.getItems())
                .extracting(Message::getPayload)
                .map(Object.class::cast)
                .containsOnly("m0");
    }

    @Test
    void holdsAGroupBackUntilItsFailedMessageHasComeAgain() {
        List<String> bodies = IntStream.range(0, 5).mapToObj(i -> "m" + i).toList();
        bodies.forEach(body -> fifo.sendInGroup("one", body));
        fifo.sendInGroup("two", "other");
        var seen = new ConcurrentLinkedQueue<Object>();
        var done = new ConcurrentLinkedQueue<Object>();

        Channels.handle(channels.incoming(Channels.settings(fifoName)), 10, message -> {
            seen.add(message.getPayload());
            boolean first = seen.stream().filter(message.getPayload()::equals).count() == 1;
            if (message.getPayload().equals("m2") && first) {
                return message.nack(REASON, Metadata.of(new RetryAfter(Duration.ofSeconds(1))))
                        .toCompletableFuture();
            }
            done.add(message.getPayload());
            return message.ack().toCompletableFuture();
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> fifo.depth() == 0);
        assertThat(seen.stream().filter(body -> !body.equals("other")))
                .isEqualTo(List.of("m0", "m1", "m2", "m2", "m3", "m4"));
        assertThat(done).contains("other");
    }

    @Test
    void aHeadThatWasNotTriedHereGoesBackForAnotherWorker() {
        List.of("head", "follower").forEach(body -> fifo.sendInGroup("one", body));
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(fifoName)), 2);
        Message<?> head = subscriber.awaitItems(1).getItems().getFirst();

        head.nack(REASON, Metadata.of(RetryAfter.untried(Duration.ZERO)));

        await().until(() -> link.count("ChangeMessageVisibilityBatch") >= 1);
        await().until(() -> subscriber.getItems().size() == 2);
        assertThat(subscriber.getItems().get(1).getPayload())
                .as("the order of the group")
                .isEqualTo("head");
    }

    @Test
    void onlyTheHeadDiesOfAGroupWhoseHeadAlwaysFails() {
        List<String> good = IntStream.range(0, 5).mapToObj(i -> "good" + i).toList();
        fifo.sendInGroup("one", "bad");
        good.forEach(body -> fifo.sendInGroup("one", body));
        var tries = new ConcurrentLinkedQueue<Integer>();
        var done = new ConcurrentLinkedQueue<Object>();

        Channels.handle(channels.incoming(Channels.settings(fifoName)), 10, message -> {
            var metadata = message.getMetadata(IncomingSqsMetadata.class).orElseThrow();
            if (message.getPayload().equals("bad")) {
                tries.add(metadata.receiveCount());
                return message.nack(REASON, Metadata.of(new RetryAfter(Duration.ofMillis(300))))
                        .toCompletableFuture();
            }
            assertThat(metadata.receiveCount()).isEqualTo(1);
            done.add(message.getPayload());
            return message.ack().toCompletableFuture();
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> fifo.depth() == 0);
        assertThat(tries).containsExactlyElementsOf(List.of(1, 2, 3));
        assertThat(done).containsExactlyElementsOf(List.copyOf(good));
        assertThat(fifo.deadLetters()).isEqualTo(1);
        assertThat(fifo.receiveDeadLetters().getFirst().body()).isEqualTo("bad");
    }

    @Test
    void keepsTheFollowersOfAMessageThatCannotBeMovedToTheDeadLetterQueueYet() {
        fifo.sendInGroup("one", "bad");
        fifo.sendInGroup("one", "good");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(fifoName)), 10);
        var bad = subscriber.awaitItems(1).getItems().getFirst();
        link.breakWith(new Fault.Error(403, "AccessDenied", Set.of("SendMessageBatch")));

        bad.nack(REASON, Metadata.of(new DeadLetter(java.util.Map.of())));
        await().until(() -> link.attempts().getOrDefault("SendMessageBatch", 0L) > 0);
        link.mend();

        var good = subscriber.awaitItems(2, Duration.ofSeconds(20)).getItems().get(1);
        assertThat(good.getPayload()).isEqualTo("good");
        assertThat(good.getMetadata(IncomingSqsMetadata.class).orElseThrow().receiveCount())
                .isEqualTo(1);
        good.ack();
        await().until(() -> fifo.depth() == 0 && fifo.deadLetters() == 1);
    }

    @Test
    void givesTheHeadOfAGroupBackThatRestsBeforeItsNextTryWhenItStops() throws Exception {
        IntStream.range(0, 3).forEach(i -> fifo.sendInGroup("one", "m" + i));
        var channel = channels.incoming(Channels.settings(fifoName));
        var subscriber = Channels.subscribe(channel, 10);
        subscriber.awaitItems(1).getItems().getFirst().nack(REASON, Metadata.of(new RetryAfter(Duration.ofHours(1))));

        channel.drain().get(10, TimeUnit.SECONDS);

        await().until(() -> fifo.inFlight() <= 1);
    }

    @Test
    void settlesAMessageOnceHoweverOftenItsSubscriberSaysSo() {
        fifo.sendInGroup("one", "twice");
        fifo.sendInGroup("one", "next");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(fifoName)), 10);
        var first = subscriber.awaitItems(1).getItems().getFirst();
        first.nack(REASON, Metadata.of(new RetryAfter(Duration.ZERO)));
        var second = subscriber.awaitItems(2).getItems().get(1);
        assertThat(second.getPayload()).isEqualTo("twice");

        assertThat(first.ack().toCompletableFuture()).isCompletedExceptionally();

        second.ack();
        assertThat(subscriber.awaitItems(3).getItems().get(2).getPayload()).isEqualTo("next");
        subscriber.getItems().get(2).ack();
    }

    @Test
    void goesOnWithAGroupWhenItsMessageWasRejected() {
        fifo.sendInGroup("one", "bad");
        fifo.sendInGroup("one", "good");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(fifoName)), 10);

        subscriber.awaitItems(1).getItems().getFirst().nack(REASON, Metadata.of(new DeadLetter(java.util.Map.of())));

        assertThat(subscriber.awaitItems(2).getItems().get(1).getPayload()).isEqualTo("good");
        subscriber.getItems().get(1).ack();
        await().until(() -> fifo.depth() == 0 && fifo.deadLetters() == 1);
    }

    @Test
    void givesBackAWholeGroupInItsOrderWhenItStops() throws Exception {
        IntStream.range(0, 5).forEach(i -> fifo.sendInGroup("one", "m" + i));
        var channel = channels.incoming(Channels.settings(fifoName));
        var subscriber = Channels.subscribe(channel, 10);
        subscriber.awaitItems(1);

        CompletableFuture<Void> drained = channel.drain();
        subscriber.getItems().getFirst().ack();
        drained.get(10, TimeUnit.SECONDS);

        // ElasticMQ may still hand m1 to the poll that was ended; the link then gives it back.
        await().until(() -> fifo.inFlight() == 0);
        assertThat(fifo.receive())
                .extracting(software.amazon.awssdk.services.sqs.model.Message::body)
                .startsWith("m1");
    }

    @Test
    void sendsAMessageOnceUnderOneDeduplicationIdAndAsAGroupOfItsOwnWithoutAGroup() throws Exception {
        var outlet = channels.outgoing(fifoName);
        var id = OutgoingSqsMetadata.NONE.withDeduplicationId("job-1");
        outlet.send("job", id).get(10, TimeUnit.SECONDS);
        outlet.send("job", id).get(10, TimeUnit.SECONDS);
        outlet.send("another").get(10, TimeUnit.SECONDS);

        assertThat(fifo.depth()).isEqualTo(2);
        assertThat(fifo.receive())
                .extracting(message -> message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .contains("job-1")
                .doesNotHaveDuplicates();
    }

    @Test
    void saysThatAFifoQueueRefusesADelay() {
        var delayed = OutgoingSqsMetadata.NONE.withDelay(Duration.ofSeconds(5));

        assertThatThrownBy(
                        () -> channels.outgoing(fifoName).send("later", delayed).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(MessageRefusedException.class);
    }

    private static <T> CompletableFuture<T> later(java.util.function.Supplier<CompletableFuture<T>> action) {
        return CompletableFuture.supplyAsync(action, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS))
                .thenCompose(done -> done);
    }
}
