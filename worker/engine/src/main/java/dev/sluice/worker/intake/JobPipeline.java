package dev.sluice.worker.intake;

import java.util.function.LongConsumer;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.job.Job;
import dev.sluice.runtime.input.LargeInputs;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.worker.admission.Admission;
import dev.sluice.worker.admission.WaitingJobs;
import dev.sluice.worker.eventloop.HandlerLoops;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.DecodedMessage;
import dev.sluice.worker.job.DecodedMessage.Fault;
import dev.sluice.worker.job.DecodedMessage.InvalidData;
import dev.sluice.worker.job.DecodedMessage.NoHandler;
import dev.sluice.worker.job.DecodedMessage.NoJob;
import dev.sluice.worker.job.DecodedMessage.Refusal;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.job.RunningJob;
import dev.sluice.worker.run.JobRunner;
import dev.sluice.worker.run.Settler;
import dev.sluice.worker.telemetry.JobMeters;
import dev.sluice.worker.telemetry.JobSpans;

/**
 * A job's whole way through the worker: decode, admit, run, settle. How each step is done stands elsewhere; here stands what
 * follows on what. Whatever is wrong with a message ends here as its own outcome: nothing reaches the stream.
 */
@Singleton
public class JobPipeline implements WaitingJobs, RunningJob.Listener {

    private final JobDecoder decoder;
    private final Admission admission;
    private final JobRunner runner;
    private final Settler settler;
    private final CodeGate gate;
    private final HandlerLoops loops;
    private final LargeInputs largeInputs;
    private final JobMeters meters;
    private final JobSpans spans;

    JobPipeline(
            JobDecoder decoder,
            Admission admission,
            JobRunner runner,
            Settler settler,
            CodeGate gate,
            HandlerLoops loops,
            LargeInputs largeInputs,
            JobMeters meters,
            JobSpans spans) {
        this.decoder = decoder;
        this.admission = admission;
        this.runner = runner;
        this.settler = settler;
        this.gate = gate;
        this.loops = loops;
        this.largeInputs = largeInputs;
        this.meters = meters;
        this.spans = spans;
    }

    /** @param demand asked for so many more messages, each of which must be {@linkplain #process processed} */
    void open(LongConsumer demand) {
        admission.open(demand, this);
    }

    /**
     * Takes one message, on a handler loop, in a Vert.x context of its own. Never fails. A large message is decoded beside the
     * event loops, which have other jobs to do.
     */
    void process(Message<String> message, IncomingSqsMetadata metadata) {
        if (message.getPayload().length() < LargeInputs.LEAST_SIZE) {
            admit(message, metadata, decoder.decode(message, metadata));
            return;
        }
        Context own = Vertx.currentContext();
        largeInputs.execute(() -> {
            DecodedMessage decoded = decoder.decode(message, metadata);
            own.runOnContext(nothing -> admit(message, metadata, decoded));
        });
    }

    private void admit(Message<String> message, IncomingSqsMetadata metadata, DecodedMessage decoded) {
        switch (decoded) {
            case PreparedJob<?> job -> {
                switch (admission.admit(job)) {
                    case STARTS -> runner.start(job, this);
                    case WAITS -> {} // until #starts or #goesBack
                    case NO_ROOM -> settler.noRoom(job);
                    case STILL_IN_WORK -> settler.stillInWork(job);
                    case NOT_OURS -> {} // SQS gives it to another worker
                    case CLOSED -> settler.notBegun(message);
                }
            }
            case Refusal refusal -> {
                refuse(message, metadata, refusal);
                admission.passed();
            }
        }
    }

    /** A job has waited and has a slot now. While it waited, the code may have become old. */
    @Override
    public void starts(PreparedJob<?> job) {
        gate.pass(job.message(), () -> loops.execute(() -> startWaited(job)));
    }

    /** The order to stop, or the end of the lease, may have come while the job was on its way to the loop. */
    private void startWaited(PreparedJob<?> job) {
        if (admission.isClosed()) {
            settler.notBegun(job.message());
        } else if (job.lease().isLost()) {
            admission.leave(job);
        } else {
            runner.start(job, this);
        }
    }

    /** A job has waited, and others have its place. */
    @Override
    public void goesBack(PreparedJob<?> job) {
        settler.noRoom(job);
    }

    /** The job has run, or its time or its lease is over: the queue is told what became of it. */
    @Override
    public void decided(RunningJob job, Outcome outcome) {
        meters.decided(job, outcome);
        settler.settle(job, outcome);
        spans.end(job.span(), outcome, job.isLastTry());
    }

    /** The job needs its slot no more; its settlement may still be going on. */
    @Override
    public void over(RunningJob job) {
        runner.ended(job);
        admission.leave(job.prepared());
    }

    private void refuse(Message<String> message, IncomingSqsMetadata metadata, Refusal refusal) {
        try {
            switch (refusal) {
                case NoJob(String reason) -> settler.noJob(message, metadata, reason);
                case NoHandler(Job job) -> settler.noHandler(message, metadata, job);
                case InvalidData(Job job, String reason) -> invalid(message, metadata, job, reason);
                case Fault(Throwable failure) -> settler.unexpected(message, metadata, failure);
            }
        } catch (RuntimeException | Error e) {
            settler.unexpected(message, metadata, e);
        }
    }

    private void invalid(Message<String> message, IncomingSqsMetadata metadata, Job job, String reason) {
        meters.invalid(job.type());
        Span span = spans.begin(job.id(), job.type(), metadata);
        settler.invalid(message, metadata, job, reason, span.getSpanContext());
        spans.end(span, Outcome.rejected(reason), false);
    }

    /** After the channels have stopped receiving and before they wait for what is in work: nothing may begin while they do. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) ShutdownEvent stopping) {
        admission.close().stream().map(PreparedJob::message).forEach(settler::notBegun);
    }
}
