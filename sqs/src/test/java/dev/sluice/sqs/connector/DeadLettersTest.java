package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import dev.sluice.sqs.deadletter.DeadLetters;
import dev.sluice.sqs.deadletter.DeadMessage;
import dev.sluice.sqs.deadletter.DrainedQueue;
import dev.sluice.sqs.deadletter.MoveTask;
import dev.sluice.sqs.deadletter.NoDeadLetterQueueException;
import dev.sluice.sqs.deadletter.PeekBounds;
import dev.sluice.sqs.deadletter.UnknownQueueException;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class DeadLettersTest extends ChannelTest {

    private static final PeekBounds ALL = new PeekBounds(100, 4_096, 1_024);

    private DeadLetters deadLetters;

    @BeforeEach
    void openDeadLetters() {
        deadLetters = of(name);
    }

    @Test
    void findsTheDeadLetterQueueAndTellsHowFullBothAre() {
        queue.sendMany(2);
        kill(3);

        DrainedQueue found = drained();

        assertThat(deadLetters.queues()).containsExactly(name);
        assertThat(found.source().name()).isEqualTo(name);
        assertThat(found.source().depth().visible()).isEqualTo(2);
        assertThat(found.requireDeadLetters().name()).isEqualTo(name + "-dlq");
        assertThat(found.requireDeadLetters().depth().visible()).isEqualTo(3);
        assertThat(found.requireDeadLetters().arn()).endsWith(":" + name + "-dlq");
    }

    @Test
    void knowsOnlyTheQueuesThatAreDrained() {
        assertThatThrownBy(() -> get(deadLetters.queue(name + "-dlq")))
                .isInstanceOf(UnknownQueueException.class)
                .hasMessageContaining(name);
    }

    @Test
    void saysThatAQueueHasNoDeadLetterQueue() {
        DrainedQueue bare = get(of(name + "-dlq").queue(name + "-dlq"));

        assertThat(bare.deadLetters()).isEmpty();
        assertThatThrownBy(() -> deadLetters.purge(bare)).isInstanceOf(NoDeadLetterQueueException.class);
    }

    @Test
    void listsAQueueOfTwoChannelsOnce() {
        var queues = List.of(new SqsQueue(channels.client(), name), new SqsQueue(channels.client(), queue.url()));

        assertThat(new DeadLetters(channels.client(), () -> queues).queues()).containsExactly(name);
    }

    @Test
    void showsEachDeadLetterOnceAndGivesAllBackAtOnce() {
        kill(25);

        for (int time = 1; time <= 2; time++) {
            List<DeadMessage> shown = peek(ALL);

            assertThat(bodies(shown)).isEqualTo(names(25));
            assertThat(shown).extracting(DeadMessage::receiveCount).containsOnly(time);
            assertThat(queue.deadLettersInFlight()).isZero();
            assertThat(queue.deadLetters()).isEqualTo(25);
        }
    }

    @Test
    void twoLooksAtOnceHideNothingFromEachOther() {
        kill(15);
        DrainedQueue found = drained();

        var one = deadLetters.peek(found, ALL);
        var other = deadLetters.peek(found, ALL);

        assertThat(bodies(get(one))).isEqualTo(names(15));
        assertThat(bodies(get(other))).isEqualTo(names(15));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 11})
    void showsNoMoreThanItIsAskedFor(int limit) {
        kill(12);

        assertThat(peek(new PeekBounds(limit, 10, 10))).hasSize(limit);
        assertThat(queue.deadLettersInFlight()).isZero();
    }

    @Test
    void showsNothingOfAnEmptyQueue() {
        assertThat(peek(ALL)).isEmpty();
    }

    @Test
    void saysWhatSqsMovedByItself() {
        queue.send("poison");
        await().until(() -> {
            queue.receiveInVain();
            return queue.deadLetters() == 1;
        });

        DeadMessage dead = peek(ALL).getFirst();

        assertThat(dead.body().text()).isEqualTo("poison");
        assertThat(dead.movedFrom()).contains(name);
    }

    @Test
    void cutsABodyOfTheLargestSizeAndItsAttributes() {
        String body = "\"}\\\u0009<script>\uD83D\uDE00".repeat(1_048_576 / 20);
        byte[] bytes = new byte[2_000];
        queue.sendDeadLetter(
                body,
                Map.of(
                        "binary",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(bytes))
                                .build()));

        DeadMessage dead = peek(new PeekBounds(10, 15, 1_024)).getFirst();

        // The 15th and the 16th UTF-16 unit are one character.
        assertThat(dead.body().text()).isEqualTo("\"}\\\u0009<script>\uD83D\uDE00\"");
        assertThat(dead.body().length()).isEqualTo(body.length());
        assertThat(dead.body().isCut()).isTrue();
        assertThat(dead.attributes().get("binary").text())
                .hasSize(1_024)
                .isEqualTo(Base64.getEncoder().encodeToString(bytes).substring(0, 1_024));
    }

    @Test
    void givesBackWhatItHasTakenWhenTheQueueFailsHalfWay() {
        kill(60);
        DrainedQueue found = drained();
        link.breakWith(new Fault.Slow(Duration.ofMillis(300)));

        var look = deadLetters.peek(found, ALL);
        await().until(() -> link.count("ReceiveMessage") > 0);
        link.breakWith(new Fault.Error(500, "InternalFailure", Set.of("ReceiveMessage")));

        assertThat(look).failsWithin(Duration.ofSeconds(10));
        assertThat(link.count("ChangeMessageVisibilityBatch")).isPositive();
        assertThat(queue.deadLetters()).isEqualTo(60);
    }

    @Test
    void redrivesWhatWasSentToTheDeadLetterQueue() {
        kill(20);

        assertThat(get(deadLetters.redrive(drained(), Optional.empty())).isNew())
                .isTrue();

        await().until(() -> queue.visible() == 20 && queue.deadLetters() == 0);
        MoveTask task = get(deadLetters.redrives(drained())).getFirst();
        assertThat(task.status()).isEqualTo("COMPLETED");
        assertThat(task.moved()).isEqualTo(20);
        assertThat(task.destination()).contains(name);
        assertThat(queue.receive()).allSatisfy(message -> assertThat(message.attributesAsStrings())
                .containsEntry("ApproximateReceiveCount", "1"));
    }

    @Test
    void aSecondRedriveIsTheFirstOne() {
        kill(20);
        DrainedQueue found = drained();

        var first = get(deadLetters.redrive(found, Optional.of(1)));
        var second = get(deadLetters.redrive(found, Optional.of(500)));

        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        assertThat(second.task().handle()).isEqualTo(first.task().handle());
        assertThat(second.task().ratePerSecond()).contains(1);
        assertThat(link.count("StartMessageMoveTask")).isEqualTo(1);
    }

    @Test
    void ofTwoRedrivesAtOnceOneIsTheOther() {
        kill(20);
        DrainedQueue found = drained();

        var one = deadLetters.redrive(found, Optional.of(1));
        var other = deadLetters.redrive(found, Optional.of(1));

        assertThat(get(one).task().handle()).isEqualTo(get(other).task().handle());
        assertThat(List.of(get(one).isNew(), get(other).isNew())).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void cancelsARedriveOnceAndThenHasNothingToCancel() {
        kill(20);
        DrainedQueue found = drained();
        get(deadLetters.redrive(found, Optional.of(1)));

        assertThat(get(deadLetters.cancelRedrive(found)))
                .hasValueSatisfying(task -> assertThat(task.status()).isEqualTo("CANCELLING"));
        assertThat(get(deadLetters.cancelRedrive(found))).isEmpty();

        assertThat(queue.deadLetters()).isPositive();
        assertThat(get(deadLetters.redrives(found))).noneMatch(MoveTask::isRunning);
    }

    @Test
    void aRedriveThatEndedBeforeItWasCancelledIsNoError() {
        kill(20);
        DrainedQueue found = drained();
        get(deadLetters.redrive(found, Optional.of(1)));
        link.breakWith(new Fault.Error(400, "ResourceNotFoundException", Set.of("CancelMessageMoveTask")));

        assertThat(get(deadLetters.cancelRedrive(found))).isEmpty();
    }

    @Test
    void tellsWhyARedriveIsRefused() {
        DrainedQueue found = drained();
        link.breakWith(new Fault.Error(400, "UnsupportedOperation", Set.of("StartMessageMoveTask")));

        assertThatThrownBy(() -> get(deadLetters.redrive(found, Optional.empty())))
                .hasMessageContaining("Made up by a test");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 501})
    void refusesARateThatSqsDoesNotAllow(int rate) {
        DrainedQueue found = drained();

        assertThatThrownBy(() -> deadLetters.redrive(found, Optional.of(rate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500");
    }

    @Test
    void purgesTheDeadLettersAndNothingElse() {
        queue.sendMany(2);
        kill(5);

        assertThat(get(deadLetters.purge(drained()))).isTrue();

        await().until(() -> queue.deadLetters() == 0);
        assertThat(queue.visible()).isEqualTo(2);
    }

    @Test
    void aPurgeWithinAMinuteOfTheLastIsUnderWayAlready() {
        DrainedQueue found = drained();
        // ElasticMQ purges as often as it is asked; SQS answers this.
        link.breakWith(new Fault.Error(403, "PurgeQueueInProgress", Set.of("PurgeQueue")));

        assertThat(get(deadLetters.purge(found))).isFalse();
    }

    @Test
    void failsSoonWhenTheQueueIsOutOfReach() {
        for (Fault fault : List.of(new Fault.Reset(), new Fault.Silence())) {
            link.breakWith(fault);
            assertThat(of(name).queue(name)).failsWithin(Duration.ofSeconds(10));
            link.mend();
        }
    }

    private DeadLetters of(String queueName) {
        var drained = List.of(new SqsQueue(channels.client(), queueName));
        return new DeadLetters(channels.client(), () -> drained);
    }

    private DrainedQueue drained() {
        return get(deadLetters.queue(name));
    }

    private List<DeadMessage> peek(PeekBounds bounds) {
        return get(deadLetters.peek(drained(), bounds));
    }

    private void kill(int count) {
        names(count).forEach(body -> queue.sendDeadLetter(body, Map.of()));
    }

    private static Set<String> names(int count) {
        return new HashSet<>(IntStream.range(0, count).mapToObj(i -> "d" + i).toList());
    }

    private static Set<String> bodies(List<DeadMessage> messages) {
        List<String> bodies =
                messages.stream().map(message -> message.body().text()).toList();
        assertThat(bodies).doesNotHaveDuplicates();
        return new HashSet<>(bodies);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
