package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.MessageRefusedException;
import dev.sluice.sqs.MessageTooLargeException;
import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.QueueUnavailableException;
import dev.sluice.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class OutgoingChannelTest extends ChannelTest {

    @Test
    void acknowledgesAMessageWhenTheQueueHoldsIt() throws Exception {
        channels.outgoing(name).send("hello").get(10, TimeUnit.SECONDS);

        assertThat(queue.receive()).singleElement().satisfies(message -> assertThat(message.body())
                .isEqualTo("hello"));
    }

    @Test
    void carriesDelayGroupAndAttributes() throws Exception {
        var metadata =
                OutgoingSqsMetadata.NONE.withGroupId("tenant-1").withAttributes(Map.of("traceparent", "00-1-2-01"));
        var outlet = channels.outgoing(name);
        outlet.send("now", metadata).get(10, TimeUnit.SECONDS);
        outlet.send("later", metadata.withDelay(Duration.ofMinutes(10))).get(10, TimeUnit.SECONDS);

        assertThat(queue.receive()).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo("now");
            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "tenant-1");
            assertThat(message.messageAttributes().get("traceparent").stringValue())
                    .isEqualTo("00-1-2-01");
        });
        assertThat(queue.depth()).isEqualTo(2);
    }

    @Test
    void packsWhatComesTogetherIntoFullBatches() throws Exception {
        var outlet = channels.outgoing(name);
        outlet.send("first, to find the queue").get(10, TimeUnit.SECONDS);
        long before = link.count("SendMessageBatch");

        all(IntStream.range(0, 1000).mapToObj(i -> outlet.send("m" + i)).toList())
                .get(10, TimeUnit.SECONDS);

        assertThat(link.count("SendMessageBatch") - before).isBetween(100L, 102L);
        assertThat(queue.depth()).isEqualTo(1001);
    }

    @Test
    void splitsABatchThatWouldBeTooManyBytes() throws Exception {
        var outlet = channels.outgoing(name);
        String large = "x".repeat(400_000);

        all(IntStream.range(0, 6).mapToObj(i -> outlet.send(large)).toList()).get(20, TimeUnit.SECONDS);

        assertThat(queue.depth()).isEqualTo(6);
    }

    @Test
    void takesAMessageOfTheLargestSizeAndRefusesOneByteMore() throws Exception {
        var outlet = channels.outgoing(name);
        outlet.send("x".repeat(1_048_576)).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> outlet.send("x".repeat(1_048_577)).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(MessageTooLargeException.class);
        assertThatThrownBy(() -> outlet.send(
                                "x".repeat(1_048_560),
                                OutgoingSqsMetadata.NONE.withAttributes(Map.of("name", "0123456789")))
                        .get(10, TimeUnit.SECONDS))
                .as("attributes count too: 4 for the name, 6 for \"String\", 10 for the value")
                .hasCauseInstanceOf(MessageTooLargeException.class);
    }

    @Test
    void letsNoBadMessageTakeGoodOnesWithIt() throws Exception {
        var outlet = channels.outgoing(name);
        List<CompletableFuture<Void>> answers = IntStream.range(0, 30)
                .mapToObj(i -> outlet.send(i % 10 == 3 ? "no \u0000 in SQS" : "good"))
                .toList();

        for (int i = 0; i < 30; i++) {
            CompletableFuture<Void> answer = answers.get(i);
            if (i % 10 == 3) {
                assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(RuntimeException.class);
            } else {
                answer.get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(queue.depth()).isEqualTo(27);
    }

    @Test
    void saysWithinTwoSecondsThatTheQueueIsOutOfReach() throws Exception {
        var outlet = channels.outgoing(name, Duration.ofMillis(1200));
        outlet.send("before").get(10, TimeUnit.SECONDS);
        for (Fault fault : List.of(new Fault.Reset(), new Fault.Silence(), new Fault.Error(503, "Busy", Set.of()))) {
            link.breakWith(fault);

            assertThatThrownBy(() -> outlet.send("lost?").get(2, TimeUnit.SECONDS))
                    .as(fault.toString())
                    .hasCauseInstanceOf(QueueUnavailableException.class);
            assertThat(outlet.channel().queue().health().isOk()).isFalse();

            link.mend();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> outlet.channel().queue().health().isOk());
        }
        outlet.send("after").get(2, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KMS.AccessDeniedException", "NobodyKnowsThisOne"})
    void saysThatTheQueueIsAtFaultWhateverTheSendersFlagSays(String code) throws Exception {
        var outlet = channels.outgoing(name, Duration.ofMillis(1200));
        outlet.send("before").get(10, TimeUnit.SECONDS);
        link.breakWith(new Fault.Partial(1, code, true, Set.of("SendMessageBatch")));

        assertThatThrownBy(() -> outlet.send("refused").get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(QueueUnavailableException.class)
                .hasMessageContaining(code);

        assertThat(outlet.channel().queue().health().trouble())
                .contains("SendMessageBatch")
                .contains(code);
        link.mend();
        await().untilAsserted(() -> assertThat(outlet.send("after")).succeedsWithin(Duration.ofSeconds(2)));
        await().until(() -> outlet.channel().queue().health().isOk());
    }

    @Test
    void saysThatTheMessageIsAtFaultWhateverTheSendersFlagSays() throws Exception {
        var outlet = channels.outgoing(name);
        outlet.send("before").get(10, TimeUnit.SECONDS);
        link.breakWith(new Fault.Partial(1, "InvalidMessageContents", false, Set.of("SendMessageBatch")));

        assertThatThrownBy(() -> outlet.send("refused").get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(MessageRefusedException.class);

        assertThat(outlet.channel().queue().health().isOk()).isTrue();
    }

    @Test
    void staysOutOfServiceWhileTheProbesFindTheQueueButNoMessageIsTaken() throws Exception {
        var outlet = channels.outgoing(name, Duration.ofMillis(1200));
        outlet.send("before").get(10, TimeUnit.SECONDS);
        link.breakWith(new Fault.Error(403, "AccessDenied", Set.of("SendMessageBatch")));
        assertThatThrownBy(() -> outlet.send("refused").get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(QueueUnavailableException.class);

        long probes = link.count("GetQueueAttributes");
        await().until(() -> link.count("GetQueueAttributes") >= probes + 2);

        assertThat(outlet.channel().queue().health().isOk()).isFalse();
    }

    @Test
    void triesAgainWhatThrottlingRefused() throws Exception {
        var outlet = channels.outgoing(name);
        outlet.send("before").get(10, TimeUnit.SECONDS);
        link.breakWith(new Fault.Error(400, "RequestThrottled", Set.of("SendMessageBatch")));
        CompletableFuture<Void> answer = outlet.send("during");
        await().until(() -> !outlet.channel().queue().health().isOk());
        link.mend();

        answer.get(8, TimeUnit.SECONDS);
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }
}
