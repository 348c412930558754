package dev.sluice.worker.eventloop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.probe.Probe;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerFramesTest {

    static class Nested implements ReactiveJobHandler<Probe> {

        @Override
        public Uni<Outcome> handle(Probe probe, JobContext job) {
            return Uni.createFrom().nullItem();
        }

        StackTraceElement[] direct() {
            return stack();
        }

        StackTraceElement[] inALambda() throws Exception {
            Callable<StackTraceElement[]> lambda = () -> stack();
            return lambda.call();
        }

        StackTraceElement[] inAClassOfItsOwn() throws Exception {
            return new Callable<StackTraceElement[]>() {
                @Override
                public StackTraceElement[] call() {
                    return stack();
                }
            }.call();
        }

        StackTraceElement[] inAUni() {
            return Uni.createFrom().item(1).map(one -> stack()).await().indefinitely();
        }
    }

    /** As the container makes one when a handler has an interceptor. */
    static final class Generated extends Nested {}

    private final HandlerBinding<?> handling = new HandlerBinding<>(
            "probe",
            Probe.class,
            new Generated(),
            new JobRules(1, Optional.empty(), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO));
    private final HandlerFrames frames = new HandlerFrames(List.of(handling));

    @Test
    void recognizesAHandlersCodeInEveryForm() throws Exception {
        Nested handler = new Nested();

        assertThat(List.of(handler.direct(), handler.inALambda(), handler.inAClassOfItsOwn(), handler.inAUni()))
                .allSatisfy(stack -> assertThat(frames.firstIn(stack)).contains(handling));
    }

    @Test
    void nobodyElsesCodeIsAHandlers() {
        assertThat(frames.firstIn(stack())).isEmpty();
    }

    private static StackTraceElement[] stack() {
        return Thread.currentThread().getStackTrace();
    }
}
