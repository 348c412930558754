package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.sqs.receive.IncomingChannel;
import dev.sluice.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an incoming channel does while its queue cannot be used, and when it is back. */
class OutageTest extends ChannelTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(4);

    static List<Fault> outages() {
        return List.of(
                new Fault.Reset(),
                new Fault.Error(500, "InternalFailure", Set.of()),
                new Fault.Error(503, "ServiceUnavailable", Set.of()),
                new Fault.Error(403, "ExpiredToken", Set.of()),
                new Fault.Error(429, "ThrottlingException", Set.of()),
                new Fault.Error(400, "RequestThrottled", Set.of()));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void goesOnByItselfAfter(Fault fault) {
        var handled = new ConcurrentLinkedQueue<Object>();
        IncomingChannel channel = handling(handled);
        link.breakWith(fault);
        await().until(() -> isInTrouble(channel));
        queue.send("during");

        link.mend();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(handled).containsExactly("during"));
        await().until(() -> !isInTrouble(channel) && queue.depth() == 0);
    }

    @Test
    void deletesAFinishedMessageUnderItsLeaseAlthoughTheFirstRequestForItGetsNoAnswer() {
        queue.send("done");
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(6), name);
        var channel = channels.incoming(settings);
        var message = Channels.subscribe(channel, 1).awaitItems(1).getItems().getFirst();
        link.breakWith(new Fault.Silence());
        message.ack();
        await().until(() -> link.attempts().getOrDefault("DeleteMessageBatch", 0L) == 1);

        link.mend();

        await().atMost(Duration.ofSeconds(3)).until(() -> queue.depth() == 0);
    }

    @Test
    void extendsALeaseAlthoughTheFirstRequestForItGetsNoAnswer() {
        queue.send("long");
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(6), name);
        var message = Channels.subscribe(channels.incoming(settings), 1)
                .awaitItems(1)
                .getItems()
                .getFirst();
        link.breakWith(new Fault.Silence());
        await().until(() -> link.attempts().getOrDefault("ChangeMessageVisibilityBatch", 0L) == 1);

        link.mend();

        await().until(() -> link.count("ChangeMessageVisibilityBatch") >= 2);
        assertThat(message.getMetadata(IncomingSqsMetadata.class)
                        .orElseThrow()
                        .lease()
                        .isLost())
                .isFalse();
        message.ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void receivesNothingAgainThatIsGivenBackWhileTheChannelStops() throws Exception {
        queue.send("not begun");
        var channel = channels.incoming(Channels.settings(name));
        var message = Channels.subscribe(channel, 2).awaitItems(1).getItems().getFirst();
        await().until(() -> link.count("ReceiveMessage") == 2);

        CompletableFuture<Void> drained = channel.drain();
        message.nack(new Exception("the worker stops"), Metadata.of(RetryAfter.untried(Duration.ZERO)));
        drained.get(5, TimeUnit.SECONDS);

        assertThat(channels.count(SqsMeter.RECEIVED)).isEqualTo(1);
        assertThat(queue.visible()).isEqualTo(1);
    }

    @Test
    void findsOutByAnyRequestThatConnectionsAreDeadAndPollsOnNewOnes() {
        queue.send("held");
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(10), name);
        var channel = channels.incoming(settings);
        var subscriber = Channels.subscribe(channel, 2);
        Message<?> held = subscriber.awaitItems(1).getItems().getFirst();
        await().until(() -> link.count("ReceiveMessage") == 2);

        link.breakWith(new Fault.Silence());
        held.ack();
        await().until(() -> isInTrouble(channel));
        queue.send("during");
        link.mend();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> subscriber.getItems().size() == 2
                        && subscriber.getItems().get(1).getPayload().equals("during"));
        subscriber.getItems().get(1).ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void waitsForTheFirstAnswersOfAProcessAsLongAsForAnyOther() {
        queue.send("soon");
        link.breakWith(new Fault.Slow(Duration.ofMillis(1_200)));

        Message<?> message = Channels.subscribe(channels.incoming(Channels.settings(name)), 1)
                .awaitItems(1)
                .getItems()
                .getFirst();

        assertThat(message.getMetadata(IncomingSqsMetadata.class).orElseThrow().receiveCount())
                .isEqualTo(1);
    }

    @Test
    void comesBackWhenTheQueueWasDeletedAndIsMadeAgain() {
        var handled = new ConcurrentLinkedQueue<Object>();
        IncomingChannel channel = handling(handled);
        queue.send("before");
        await().until(() -> handled.contains("before"));

        queue.delete();
        await().until(() -> isInTrouble(channel));
        try (var again = openQueue(name)) {
            again.send("after");

            await().atMost(Duration.ofSeconds(5)).until(() -> handled.contains("after"));
        }
    }

    @Test
    void waitsForAQueueThatIsNotThereYet() {
        String later = name + "-later";
        var handled = new ConcurrentLinkedQueue<Object>();
        IncomingChannel channel = handling(handled, later);
        await().until(() -> isInTrouble(channel)
                && channel.queues().getFirst().health().trouble().contains("QueueDoesNotExist"));

        try (var made = openQueue(later)) {
            made.send("at last");

            await().atMost(Duration.ofSeconds(5)).until(() -> handled.contains("at last"));
        }
    }

    @Test
    void deletesWhatWasDoneBeforeAnOutageThatOutlastsItsLease() {
        queue.sendMany(25);
        var received = new ConcurrentLinkedQueue<Message<?>>();
        var seen = new ConcurrentLinkedQueue<Object>();
        var settings = Channels.settings(new QueueOrder.Strict(), VISIBILITY, name);
        IncomingChannel channel = channels.incoming(settings);
        Channels.handle(channel, 100, message -> {
            seen.add(message.getPayload());
            received.add(message);
            return new CompletableFuture<>();
        });
        await().until(() -> received.size() == 25);

        link.breakWith(new Fault.Reset());
        received.forEach(Message::ack);
        await().atMost(Duration.ofSeconds(20)).until(() -> queue.visible() == 25);
        link.mend();

        await().atMost(Duration.ofSeconds(20)).until(() -> queue.depth() == 0);
        assertThat(seen).hasSize(25);
        assertThat(channels.count(SqsMeter.LEASES_LOST)).isZero();
    }

    @Test
    void deletesNothingThatAnotherWorkerHasReceivedMeanwhile() {
        queue.send("whose?");
        var settings = Channels.settings(new QueueOrder.Strict(), VISIBILITY, name);
        var subscriber = Channels.subscribe(channels.incoming(settings), 1);
        Message<?> message = subscriber.awaitItems(1).getItems().getFirst();
        link.breakWith(new Fault.Reset());
        CompletableFuture<Void> acknowledged = message.ack().toCompletableFuture();
        await().until(() -> queue.visible() == 1);
        assertThat(queue.receive()).hasSize(1);

        link.mend();

        await().until(acknowledged::isDone);
        assertThat(queue.inFlight()).isEqualTo(1);
    }

    @Test
    void doesNotDoAgainWhatWasDoneTooLateForItsLease() {
        queue.send("slow");
        var settings = Channels.settings(new QueueOrder.Strict(), VISIBILITY, name);
        var subscriber = Channels.subscribe(channels.incoming(settings), 2);
        Message<?> message = subscriber.awaitItems(1).getItems().getFirst();
        link.breakWith(new Fault.Reset());
        await().until(() -> channels.count(SqsMeter.LEASES_LOST) == 1);
        message.ack();

        link.mend();

        await().until(() -> queue.depth() == 0);
        assertThat(subscriber.getItems()).hasSize(1);
    }

    private IncomingChannel handling(ConcurrentLinkedQueue<Object> handled, String... queues) {
        IncomingChannel channel =
                channels.incoming(Channels.settings(queues.length == 0 ? new String[] {name} : queues));
        Channels.handle(channel, 10, message -> {
            handled.add(message.getPayload());
            return message.ack().toCompletableFuture();
        });
        return channel;
    }

    private static boolean isInTrouble(IncomingChannel channel) {
        return !channel.queues().getFirst().health().isOk();
    }
}
