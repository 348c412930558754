package dev.sluice.consumer.dispatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

import dev.sluice.consumer.handler.BlockingJobHandler;
import dev.sluice.consumer.handler.Outcome;
import dev.sluice.consumer.handler.ReactiveJobHandler;

/**
 * Runs handlers, each kind where it belongs: a reactive one on the event loop that calls, a blocking one on a virtual
 * thread. A handler that throws, fails or answers null asks for another try.
 */
@ApplicationScoped
public class JobRunner {

    private final ExecutorService virtualThreads;
    private final RunningJobs running;

    JobRunner(@VirtualThreads ExecutorService virtualThreads, RunningJobs running) {
        this.virtualThreads = virtualThreads;
        this.running = running;
    }

    /** Starts the job. What became of it stands in {@link RunningJob#outcome()}. */
    <P> void start(Handling<P> handling, P payload, RunningJob job) {
        running.add(job);
        switch (handling.handler()) {
            case ReactiveJobHandler<P> reactive -> startReactive(reactive, payload, job);
            case BlockingJobHandler<P> blocking -> startBlocking(blocking, payload, job);
        }
    }

    private <P> void startReactive(ReactiveJobHandler<P> handler, P payload, RunningJob job) {
        CompletableFuture<Outcome> outcome = job.outcome();
        Cancellable work = Uni.createFrom()
                .deferred(() -> handler.handle(payload, job))
                .subscribe()
                .with(result -> outcome.complete(orRetry(result)), failure -> outcome.complete(retry(failure)));
        whenCancelled(job, work::cancel);
    }

    private <P> void startBlocking(BlockingJobHandler<P> handler, P payload, RunningJob job) {
        CompletableFuture<Outcome> outcome = job.outcome();
        Future<?> work = virtualThreads.submit(() -> {
            try {
                outcome.complete(orRetry(handler.handle(payload, job)));
            } catch (Throwable e) {
                // An error, too, must end the job: without an outcome it would keep its slot until the time limit.
                outcome.complete(retry(e));
            }
        });
        whenCancelled(job, () -> work.cancel(true));
    }

    private static void whenCancelled(RunningJob job, Runnable stop) {
        job.outcome().thenRun(() -> {
            if (job.isCancelled()) {
                stop.run();
            }
        });
    }

    private static Outcome orRetry(Outcome outcome) {
        return outcome == null ? Outcome.retry("the handler gave no outcome") : outcome;
    }

    private static Outcome retry(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return Outcome.retry(message == null || message.isBlank() ? name : name + ": " + message);
    }
}
