package dev.sluice.worker.run;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.sluice.job.Job;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.MessageLease;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;
import dev.sluice.worker.intake.JobPipelineTest;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.job.RunningJob;
import dev.sluice.worker.probe.Hello;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Jobs in work at the edges: one whose lease is lost just before its handler is called, and times beyond all bounds. */
@QuarkusTest
@TestProfile(JobPipelineTest.Impatient.class)
class JobRunnerTest {

    private static final JobRules RULES =
            new JobRules(1, Optional.empty(), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);

    private static final MessageLease LOST = new MessageLease() {
        @Override
        public boolean isLost() {
            return true;
        }

        @Override
        public void onLost(Runnable action) {
            action.run();
        }
    };

    @Inject
    JobRunner runner;

    @Inject
    RunningJobs running;

    @Inject
    Vertx vertx;

    @Test
    void doesNotCallAReactiveHandlerForAJobThatIsCancelledAlready() {
        var called = new AtomicBoolean();
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        var over = new AtomicInteger();
        ReactiveJobHandler<Hello> handler = (payload, context) -> {
            called.set(true);
            return Uni.createFrom().item(Outcome.completed());
        };
        PreparedJob<Hello> job = prepared(handler);

        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(ignored -> runner.start(job, new RunningJob.Listener() {
                    @Override
                    public void decided(RunningJob decided, Outcome outcome) {
                        outcomes.add(outcome);
                    }

                    @Override
                    public void over(RunningJob ended) {
                        runner.ended(ended);
                        over.incrementAndGet();
                    }
                }));

        await().until(() -> over.get() == 1);
        assertThat(called).isFalse();
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Retry.class);
        assertThat(running.isInWork(job.metadata().messageId())).isFalse();
    }

    @Test
    void noJobHasGoneOnForLongerThanNanosecondsCanSay() {
        assertThat(running.anyFor(Duration.ofDays(1_000_000))).isFalse();
    }

    private static PreparedJob<Hello> prepared(ReactiveJobHandler<Hello> handler) {
        String id = UUID.randomUUID().toString();
        var metadata = new IncomingSqsMetadata(
                "jobs", id, () -> 1, OptionalInt::empty, Instant.EPOCH, Optional.empty(), Map.of(), LOST, false);
        return new PreparedJob<>(
                Message.of(""),
                metadata,
                new Job(id, "test-hello", URI.create("/test"), null, null),
                new HandlerBinding<>("test-hello", Hello.class, handler, RULES),
                new Hello("nobody"));
    }
}
