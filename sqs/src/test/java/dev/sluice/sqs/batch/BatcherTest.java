package dev.sluice.sqs.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.model.SqsException;

import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.queue.OperationHealth;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.queue.SqsOperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** How entries are packed and answered; the other end is a function that answers as each test wants. */
class BatcherTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final LoopGroup loops = new LoopGroup(1, "test");
    private final Loop loop = loops.loop();
    private final QueueHealth health = new QueueHealth("test");
    private final OperationHealth sends = health.about(SqsOperation.SEND);
    private final ConcurrentLinkedQueue<List<String>> requests = new ConcurrentLinkedQueue<>();
    private final List<Duration> timeouts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void sendsALoneEntryAtOnceWhenItIsEager() throws Exception {
        var batcher = batcher(true, LONG, 1000, this::succeed);

        assertThat(batcher.submit("a", LONG).get(5, TimeUnit.SECONDS)).isEqualTo("A");
        assertThat(requests).containsExactly(List.of("a"));
    }

    @Test
    void gathersWhatComesWhileARequestIsUnderWayUntilABatchIsFull() throws Exception {
        var gate = new CompletableFuture<Void>();
        var batcher = batcher(true, LONG, 1000, entries -> gate.thenCompose(open -> succeed(entries)));

        var answers = new ArrayList<CompletableFuture<String>>();
        answers.add(batcher.submit("first", LONG));
        await().until(() -> requests.size() == 1);
        IntStream.range(0, 25).forEach(i -> answers.add(batcher.submit("e" + i, LONG)));
        await().until(() -> requests.size() == 3);
        gate.complete(null);
        all(answers);

        assertThat(requests.stream().map(List::size)).containsExactly(1, 10, 10, 5);
    }

    @Test
    void waitsForCompanyNoLongerThanItMayLinger() throws Exception {
        var batcher = batcher(false, Duration.ofMillis(50), 1000, this::succeed);

        var answers = Stream.of("a", "b", "c")
                .map(entry -> batcher.submit(entry, LONG))
                .toList();
        all(answers);

        assertThat(requests).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void closesABatchBeforeItHasTooManyBytes() throws Exception {
        var batcher = batcher(false, Duration.ofMillis(50), 5, this::succeed);

        all(Stream.of("aa", "bb", "cc", "dddd", "e")
                .map(entry -> batcher.submit(entry, LONG))
                .toList());

        assertThat(requests).containsExactly(List.of("aa", "bb"), List.of("cc"), List.of("dddd", "e"));
    }

    @Test
    void triesOnlyTheFailedEntriesAgain() throws Exception {
        var batcher = batcher(false, Duration.ofMillis(50), 1000, entries -> {
            boolean first = requests.size() == 1;
            return CompletableFuture.completedFuture(entries.stream()
                    .<Answer<String>>map(entry -> first && entry.equals("b")
                            ? new Answer.Failed<>("InternalError", "made up", false)
                            : new Answer.Done<>(entry.toUpperCase()))
                    .toList());
        });

        var answers = Stream.of("a", "b", "c")
                .map(entry -> batcher.submit(entry, LONG))
                .toList();
        all(answers);

        assertThat(requests).containsExactly(List.of("a", "b", "c"), List.of("b"));
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactly("A", "B", "C");
    }

    @Test
    void tellsAnEntryThatIsAtFaultAndTriesItNoMore() {
        var batcher = batcher(
                true,
                LONG,
                1000,
                entries -> CompletableFuture.completedFuture(
                        List.of(new Answer.Failed<>("ReceiptHandleIsInvalid", "made up", true))));

        assertThatThrownBy(() -> batcher.submit("a", LONG).get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EntryFailedException.class)
                .hasMessageContaining("ReceiptHandleIsInvalid");
        assertThat(requests).hasSize(1);
    }

    @Test
    void triesAThrottledEntryAgainAlthoughSqsBlamesTheSender() throws Exception {
        var tries = new AtomicInteger();
        var batcher = batcher(
                true,
                LONG,
                1000,
                entries -> tries.incrementAndGet() == 1
                        ? CompletableFuture.completedFuture(
                                List.of(new Answer.Failed<>("RequestThrottled", "slow down", true)))
                        : succeed(entries));

        assertThat(batcher.submit("a", LONG).get(10, TimeUnit.SECONDS)).isEqualTo("A");
        assertThat(tries).hasValue(2);
    }

    @Test
    void takesARequestApartThatWasRefusedWholeForItsContent() {
        var batcher = batcher(
                false,
                Duration.ofMillis(50),
                1000,
                entries -> entries.contains("bad")
                        ? CompletableFuture.failedFuture(refusal("InvalidMessageContents"))
                        : succeed(entries));

        var good = batcher.submit("good", LONG);
        var bad = batcher.submit("bad", LONG);

        assertThat(good).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("GOOD");
        assertThatThrownBy(() -> bad.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(SqsException.class);
        assertThat(requests).containsExactly(List.of("good", "bad"), List.of("good"), List.of("bad"));
    }

    @Test
    void triesAWholeRequestAgainAfterTroubleThatCanPass() {
        var batcher = batcher(
                true,
                LONG,
                1000,
                entries -> requests.size() < 3
                        ? CompletableFuture.failedFuture(refusal("RequestThrottled"))
                        : succeed(entries));

        assertThat(batcher.submit("a", LONG))
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo("A");
        assertThat(requests).hasSize(3);
        assertThat(health.isOk()).isTrue();
    }

    @Test
    void triesAgainAfterAnErrorWhileTheRequestIsMade() {
        var batcher = batcher(true, LONG, 1000, 1, entries -> {
            if (requests.size() == 1) {
                throw new OutOfMemoryError("made up");
            }
            return succeed(entries);
        });

        assertThat(batcher.submit("a", LONG))
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo("A");
        assertThat(batcher.submit("b", LONG))
                .as("one that needs the only request's place")
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo("B");
        assertThat(batcher.unanswered()).isZero();
    }

    @Test
    void doesNotSendTheRestOfABatchTwiceBecauseOneEntryOfItHasNoTimeLeft() throws Exception {
        var gate = new CompletableFuture<Void>();
        var batcher =
                batcher(false, Duration.ofMillis(20), 1000, entries -> gate.thenCompose(open -> succeed(entries)));

        var hurried = batcher.submit("hurried", Duration.ofMillis(300));
        var patient = batcher.submit("patient", LONG);

        assertThatThrownBy(() -> hurried.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(EntryExpiredException.class);
        assertThat(patient).isNotDone();
        gate.complete(null);
        assertThat(patient.get(5, TimeUnit.SECONDS)).isEqualTo("PATIENT");
        assertThat(requests).containsExactly(List.of("hurried", "patient"));
        assertThat(timeouts.getFirst()).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void givesAnEntryUpWhenItsTimeIsOverAndSaysWhatTheLastTryMet() {
        var batcher = batcher(true, LONG, 1000, entries -> CompletableFuture.failedFuture(refusal("RequestThrottled")));

        assertThatThrownBy(() -> batcher.submit("a", Duration.ofMillis(300)).get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EntryExpiredException.class)
                .hasRootCauseInstanceOf(SqsException.class);
        assertThat(batcher.unanswered()).isZero();
        assertThat(health.isOk()).isFalse();
    }

    private Batcher<String, String> batcher(
            boolean eager,
            Duration linger,
            int maxBytes,
            Function<List<String>, CompletableFuture<List<Answer<String>>>> answer) {
        return batcher(eager, linger, maxBytes, 4, answer);
    }

    private Batcher<String, String> batcher(
            boolean eager,
            Duration linger,
            int maxBytes,
            int maxRequests,
            Function<List<String>, CompletableFuture<List<Answer<String>>>> answer) {
        BatchCall<String, String> call = (entries, timeout) -> {
            requests.add(entries);
            timeouts.add(timeout);
            return answer.apply(entries);
        };
        var policy = new BatchPolicy(eager, linger, maxBytes, maxRequests, LONG);
        return new Batcher<>(loop, call, policy, String::length, sends);
    }

    private CompletableFuture<List<Answer<String>>> succeed(List<String> entries) {
        return CompletableFuture.completedFuture(entries.stream()
                .<Answer<String>>map(entry -> new Answer.Done<>(entry.toUpperCase()))
                .toList());
    }

    private static SqsException refusal(String code) {
        return (SqsException) SqsException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("made up")
                        .build())
                .build();
    }

    private static void all(List<CompletableFuture<String>> answers) throws Exception {
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
    }
}
