package dev.sluice.worker.run;

import java.util.concurrent.ExecutorService;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Span;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.job.RunningJob;
import dev.sluice.worker.telemetry.JobFields;
import dev.sluice.worker.telemetry.JobMeters;
import dev.sluice.worker.telemetry.JobSpans;

/**
 * Runs handlers, each kind where it belongs: a reactive one on the event loop that calls, a blocking one on a virtual
 * thread. A handler that throws, fails or answers null asks for another try.
 */
@Singleton
public class JobRunner {

    private static final Outcome LEASE_LOST = Outcome.retry("lease lost");
    private static final Outcome NO_OUTCOME = Outcome.retry("the handler returned no outcome");

    private final ExecutorService virtualThreads;
    private final RunningJobs jobs;
    private final JobMeters meters;
    private final JobSpans spans;

    JobRunner(@VirtualThreads ExecutorService virtualThreads, RunningJobs jobs, JobMeters meters, JobSpans spans) {
        this.virtualThreads = virtualThreads;
        this.jobs = jobs;
        this.meters = meters;
        this.spans = spans;
    }

    /**
     * Starts the job, on an event loop, in a Vert.x context of its own.
     *
     * @param listener told when the job is decided, and when it is {@linkplain #ended over}
     */
    public <P> void start(PreparedJob<P> job, RunningJob.Listener listener) {
        Span span = spans.begin(job.id(), job.type(), job.metadata());
        FailSafe.run(() -> new JobFields(job.id(), job.type(), span.getSpanContext()).keep());
        RunningJob running = new RunningJob(job, span, listener);
        meters.starts(job);
        jobs.add(running);
        job.lease().onLost(() -> running.cancel(LEASE_LOST));
        switch (job.handling().handler()) {
            case ReactiveJobHandler<P> reactive -> startReactive(reactive, job.payload(), running);
            case BlockingJobHandler<P> blocking -> startBlocking(blocking, job.payload(), running);
        }
    }

    /** The job is over: nobody has to look after it any more. */
    public void ended(RunningJob job) {
        jobs.remove(job);
    }

    private <P> void startReactive(ReactiveJobHandler<P> handler, P payload, RunningJob job) {
        Context loop = Vertx.currentContext();
        try {
            if (job.isCancelled()) {
                // Its lease was lost before it began: somebody else has the message, or will have it.
                return;
            }
            Uni<Outcome> answer = handler.handle(payload, job);
            if (answer == null) {
                job.decide(NO_OUTCOME);
                return;
            }
            Cancellable work = answer.subscribe().with(outcome -> job.decide(orRetry(outcome)), job::fail);
            // Where the handler's own code runs, and not beside it.
            job.whenCancelled(() -> loop.runOnContext(ignored -> work.cancel()));
        } catch (Throwable e) {
            // An error, too, must end the job: without an outcome it would keep its slot until the time limit.
            job.fail(e);
        } finally {
            job.returned();
        }
    }

    private <P> void startBlocking(BlockingJobHandler<P> handler, P payload, RunningJob job) {
        HandlerThread thread = new HandlerThread();
        job.whenCancelled(thread::interrupt);
        try {
            virtualThreads.execute(() -> {
                try {
                    if (thread.begin()) {
                        call(handler, payload, job, thread);
                    }
                } finally {
                    job.returned();
                }
            });
        } catch (RuntimeException | Error e) {
            job.fail(e);
            job.returned();
        }
    }

    private static <P> void call(BlockingJobHandler<P> handler, P payload, RunningJob job, HandlerThread thread) {
        Outcome outcome;
        try {
            outcome = orRetry(handler.handle(payload, job));
        } catch (Throwable e) {
            thread.end();
            job.fail(e);
            return;
        }
        thread.end();
        job.decide(outcome);
    }

    private static Outcome orRetry(Outcome outcome) {
        return outcome == null ? NO_OUTCOME : outcome;
    }
}
