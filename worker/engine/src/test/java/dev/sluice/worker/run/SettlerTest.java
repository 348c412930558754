package dev.sluice.worker.run;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.opentelemetry.api.trace.Span;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.job.Job;
import dev.sluice.sqs.DeadLetter;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.MessageLease;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.worker.Configs;
import dev.sluice.worker.eventloop.WatchThread;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.job.RunningJob;
import dev.sluice.worker.probe.LogLines;
import dev.sluice.worker.probe.Probe;
import dev.sluice.worker.probe.ProbeHandler;
import dev.sluice.worker.telemetry.JobLines;
import dev.sluice.worker.telemetry.JobLog;
import dev.sluice.worker.telemetry.JobLogConfig;
import dev.sluice.worker.telemetry.OutcomeListeners;

import static org.assertj.core.api.Assertions.assertThat;

/** What the queue and the log are told of a message that nobody could do, by how often it may still be received. */
class SettlerTest {

    private final JobLogConfig config = Configs.of(JobLogConfig.class, "log-first-stack-trace", "true");
    private final WatchThread watch = new WatchThread();
    private final Settler settler =
            new Settler(new JobLog(new JobLines(config, watch), config), new OutcomeListeners(List.of()));
    private final LogLines log = LogLines.of("dev.sluice.consumer.job");
    private final AtomicReference<Metadata> nacked = new AtomicReference<>();
    private boolean lost;

    @AfterEach
    void close() {
        log.close();
        watch.stop();
    }

    @Test
    void aJobThatNobodyHandlesIsNamedAsItsClientKnowsItAndGoesBack() {
        settler.noHandler(message(), received(2, OptionalInt.of(3)), job());

        assertThat(nacked.get().get(RetryAfter.class)).contains(RetryAfter.untried(Duration.ofMinutes(1)));
        assertThat(log.texts())
                .containsExactly("No handler for job probe order:42 (attempt 2); returning it to the queue for 60.0 s");
    }

    @Test
    void aJobThatNobodyHandlesIsGivenUpAtItsLastReceive() {
        settler.noHandler(message(), received(3, OptionalInt.of(3)), job());

        assertThat(deadLetter())
                .containsEntry("Sluice-Reason", "no handler for job type \"probe\" at the last attempt")
                .containsEntry("Sluice-Job-Id", "order:42")
                .containsEntry("Sluice-Job-Type", "probe");
        assertThat(log.texts())
                .containsExactly(
                        "No handler for job probe order:42 (attempt 3, the last); moving it to the dead-letter queue");
    }

    @Test
    void aFailedJobIsLeftToSqsWhileNobodyKnowsHowOftenItMayBeReceived() {
        fail(received(3, OptionalInt.empty()));

        assertThat(nacked.get().get(RetryAfter.class)).isPresent();
        assertThat(log.count("failed after 0 ms (attempt 3); retrying in")).isEqualTo(1);
    }

    @Test
    void aFailedJobIsTriedForEverWithoutARedrivePolicy() {
        fail(received(Integer.MAX_VALUE, OptionalInt.of(Integer.MAX_VALUE)));

        assertThat(nacked.get().get(RetryAfter.class)).isPresent();
    }

    @Test
    void aFailedJobIsGivenUpWhenItWasReceivedMoreOftenThanTheQueueGrantsByNow() {
        fail(received(7, OptionalInt.of(3)));

        assertThat(deadLetter()).containsEntry("Sluice-Reason", "IllegalStateException: made up");
        assertThat(deadLetter().get("Sluice-Stack-Trace"))
                .startsWith("java.lang.IllegalStateException: made up\n    at ");
    }

    @Test
    void aJobWhoseLeaseIsLostIsNotGivenUpHere() {
        lost = true;
        decide(received(3, OptionalInt.of(3)), job -> job.cancel(Outcome.retry("lease lost")));

        assertThat(nacked.get().get(DeadLetter.class)).isEmpty();
        assertThat(log.count("stopped after 0 ms (attempt 3); SQS moves it to the dead-letter queue: lease lost"))
                .isEqualTo(1);
    }

    @Test
    void aJobThatComesForTheLastTimeWhileItsHandlerWorksIsADeadLetterWithThatReason() {
        settler.stillInWork(prepared(received(3, OptionalInt.of(3))));

        assertThat(nacked.get().get(DeadLetter.class)).hasValueSatisfying(letter -> assertThat(letter.attributes())
                .containsEntry(
                        "Sluice-Reason", "delivered for the last time while an earlier attempt was still running"));
        assertThat(log.texts())
                .containsExactly(
                        "Job probe order:42 delivered for the last time while an earlier attempt is still running;"
                                + " moving it to the dead-letter queue");
    }

    @Test
    void aRejectionTakesAwayTheStackThatAnEarlierFailureHasLeft() {
        decide(received(1, OptionalInt.of(3)), job -> job.decide(Outcome.rejected("no use")));

        assertThat(deadLetter()).containsEntry("Sluice-Reason", "no use").containsEntry("Sluice-Stack-Trace", "");
    }

    @Test
    void theStackIsLoggedAtTheFirstTryWhereSomebodyWatches() {
        fail(received(1, OptionalInt.of(3)));
        fail(received(2, OptionalInt.of(3)));

        assertThat(log.thrownWith("attempt 1)")).hasMessage("made up");
        assertThat(log.thrownWith("attempt 2)")).isNull();
    }

    private void fail(IncomingSqsMetadata metadata) {
        decide(metadata, job -> job.fail(new IllegalStateException("made up")));
    }

    private PreparedJob<Probe> prepared(IncomingSqsMetadata metadata) {
        var handling = new HandlerBinding<>(
                "probe",
                Probe.class,
                new ProbeHandler(),
                new JobRules(1, Optional.empty(), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO));
        return new PreparedJob<>(message(), metadata, job(), handling, new Probe(Probe.Behaviour.COMPLETE));
    }

    private void decide(IncomingSqsMetadata metadata, Consumer<RunningJob> how) {
        how.accept(new RunningJob(prepared(metadata), Span.getInvalid(), new RunningJob.Listener() {
            @Override
            public void decided(RunningJob job, Outcome outcome) {
                settler.settle(job, outcome);
            }

            @Override
            public void over(RunningJob job) {}
        }));
    }

    private Map<String, String> deadLetter() {
        return nacked.get().get(DeadLetter.class).orElseThrow().attributes();
    }

    private Message<String> message() {
        return Message.of("", Metadata.empty(), how -> CompletableFuture.completedFuture(null), (reason, how) -> {
            nacked.set(how);
            return CompletableFuture.completedFuture(null);
        });
    }

    private static Job job() {
        return new Job("order:42", "probe", URI.create("/test"), null, null);
    }

    private IncomingSqsMetadata received(int count, OptionalInt limit) {
        MessageLease lease = new MessageLease() {
            @Override
            public boolean isLost() {
                return lost;
            }

            @Override
            public void onLost(Runnable action) {}
        };
        return new IncomingSqsMetadata(
                "jobs", "1", () -> count, () -> limit, Instant.EPOCH, Optional.empty(), Map.of(), lease, false);
    }
}
