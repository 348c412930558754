package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.sqs.DeadLetter;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.receive.IncomingChannel;
import dev.sluice.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of rejected messages while the dead-letter queue cannot be used. */
class DeadLetterTroubleTest extends ChannelTest {

    private static final Exception REASON = new Exception("made up by a test");

    static Stream<Arguments> closedWays() {
        return Stream.of(
                Arguments.of(new Fault.Error(400, "QueueDoesNotExist", Set.of("GetQueueUrl")), "QueueDoesNotExist"),
                Arguments.of(new Fault.Error(403, "AccessDenied", Set.of("SendMessageBatch")), "AccessDenied"),
                Arguments.of(
                        new Fault.Partial(1, "KMS.AccessDeniedException", true, Set.of("SendMessageBatch")),
                        "KMS.AccessDeniedException"),
                Arguments.of(
                        new Fault.Partial(1, "InvalidParameterValue", true, Set.of("SendMessageBatch")),
                        "InvalidParameterValue"));
    }

    @ParameterizedTest
    @MethodSource("closedWays")
    void comesBackLaterEachTimeAndSaysWhy(Fault fault, String why) {
        queue.send("bad");
        var tries = new AtomicInteger();
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(10), name);
        IncomingChannel channel = channels.incoming(settings);
        Channels.handle(channel, 10, message -> {
            link.breakWith(fault);
            tries.incrementAndGet();
            return message.nack(REASON, Metadata.of(new DeadLetter(Map.of("reason", "no use"))))
                    .toCompletableFuture();
        });
        QueueHealth health = channel.deadLetterHealths().getFirst();

        await().untilAsserted(() -> assertThat(health.trouble()).contains(why));
        await().until(() -> link.count("ChangeMessageVisibilityBatch") == 1);

        assertThat(tries).hasValue(1);
        assertThat(queue.inFlight()).as("it stays away for a while").isEqualTo(1);
        assertThat(channel.queues().getFirst().health().isOk()).isTrue();
    }

    @Test
    void leavesOutTheReasonsWhenTheDeadLetterQueueTakesNoMessageOfThatSize() {
        queue.send("bad");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 1);
        var message = subscriber.awaitItems(1).getItems().getFirst();
        // Of the entries that come, every second one is refused: the first try, and not the second.
        link.breakWith(new Fault.Partial(2, "InvalidParameterValue", true, Set.of("SendMessageBatch")));
        channels.outgoing(name)
                .send("takes the turn that would have gone through")
                .join();

        message.nack(REASON, Metadata.of(new DeadLetter(Map.of("reason", "no use"))));

        await().until(() -> queue.deadLetters() == 1);
        assertThat(queue.receiveDeadLetters().getFirst().messageAttributes()).isEmpty();
    }

    @Test
    void keepsTheLeaseOfAMessageThatTakesMostOfAShortVisibilityTimeoutToBeMoved() {
        queue.send("bad");
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(4), name);
        var subscriber = Channels.subscribe(channels.incoming(settings), 5);
        var message = subscriber.awaitItems(1).getItems().getFirst();
        link.breakWith(new Fault.Slow(Duration.ofMillis(2_500), Set.of("SendMessageBatch")));

        message.nack(REASON, Metadata.of(new DeadLetter(Map.of("reason", "no use"))));

        await().atMost(Duration.ofSeconds(30)).until(() -> queue.deadLetters() >= 1 && queue.depth() == 0);
        assertThat(queue.deadLetters()).isEqualTo(1);
        assertThat(subscriber.getItems()).hasSize(1);
        assertThat(channels.count(SqsMeter.LEASES_LOST)).isZero();
    }

    @Test
    void isBackInOrderWithoutAnyMessageOnceTheDeadLetterQueueCanBeFound() {
        queue.send("bad");
        IncomingChannel channel = channels.incoming(Channels.settings(name));
        var subscriber = Channels.subscribe(channel, 1);
        var message = subscriber.awaitItems(1).getItems().getFirst();
        link.breakWith(new Fault.Error(400, "QueueDoesNotExist", Set.of("GetQueueUrl")));
        message.nack(REASON, Metadata.of(new DeadLetter(Map.of())));
        QueueHealth health = channel.deadLetterHealths().getFirst();
        await().until(() -> !health.isOk());

        link.mend();

        await().until(health::isOk);
    }

    @Test
    void looksForALostDeadLetterQueueOnceForManyMessages() {
        queue.sendMany(100);
        link.breakWith(new Fault.Error(400, "QueueDoesNotExist", Set.of("GetQueueAttributes")));
        var tries = new AtomicInteger();
        Channels.handle(channels.incoming(Channels.settings(name)), 100, message -> {
            tries.incrementAndGet();
            return message.nack(REASON, Metadata.of(new DeadLetter(Map.of()))).toCompletableFuture();
        });

        await().until(() -> tries.get() >= 100 && link.count("ChangeMessageVisibilityBatch") >= 1);

        assertThat(link.attempts().get("GetQueueAttributes")).isLessThan(20);
    }
}
