package dev.sluice.worker.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.SpanContext;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import dev.sluice.job.Job;
import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.sqs.DeadLetter;
import dev.sluice.sqs.DeadLetterText;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.worker.failure.StackText;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.job.RunningJob;
import dev.sluice.worker.telemetry.JobLog;
import dev.sluice.worker.telemetry.OutcomeListeners;

/** Tells the queue, and the log, what became of a message. */
@Singleton
public class Settler {

    /** How long a job waits for a worker that knows its type: a rolling release brings one within minutes. */
    private static final Duration NO_HANDLER_DELAY = Duration.ofMinutes(1);

    private static final Duration NO_ROOM_DELAY = Duration.ofSeconds(30);

    private static final Unsettled NO_ROOM = new Unsettled("no room");
    private static final Unsettled STILL_IN_WORK = new Unsettled("an earlier attempt is still running");
    private static final Unsettled NOT_BEGUN = new Unsettled("the worker stops");

    private static final Outcome NO_HANDLER = Outcome.retry("no handler");

    private final JobLog log;
    private final OutcomeListeners listeners;

    public Settler(JobLog log, OutcomeListeners listeners) {
        this.log = log;
        this.listeners = listeners;
    }

    /** The job has an outcome. Never fails. */
    public void settle(RunningJob job, Outcome outcome) {
        PreparedJob<?> prepared = job.prepared();
        listeners.tell(job.id(), job.type(), job.attempt(), outcome);
        try {
            settle(job, prepared.message(), outcome);
        } catch (RuntimeException | Error e) {
            unexpected(prepared.message(), prepared.metadata(), e);
        }
    }

    private void settle(RunningJob job, Message<String> message, Outcome outcome) {
        switch (outcome) {
            case Outcome.Completed completed -> {
                log.completed(job, completed);
                await(message.ack());
            }
            case Outcome.Retry retry -> failed(job, message, retry);
            case Outcome.Rejected rejected -> {
                log.rejected(job, rejected);
                await(deadLetter(message, job.id(), job.type(), rejected.reason(), null));
            }
        }
    }

    private void failed(RunningJob job, Message<String> message, Outcome.Retry retry) {
        RetryAfter after = new RetryAfter(job.prepared().handling().rules().retryDelay(retry, job.attempt()));
        if (job.prepared().lease().isLost()) {
            log.interrupted(job, retry);
        } else if (job.isLastTry()) {
            log.failed(job, retry);
            await(deadLetter(message, job.id(), job.type(), retry.reason(), job.failure()));
            return;
        } else {
            log.retried(job, retry, after.delay());
        }
        await(message.nack(new Unsettled(retry.reason()), Metadata.of(after)));
    }

    /** The job's data is not what its type asks for: to try again cannot help. */
    public void invalid(
            Message<String> message, IncomingSqsMetadata metadata, Job job, String reason, SpanContext trace) {
        log.invalid(job, reason, trace);
        listeners.tell(job.id(), job.type(), metadata.receiveCount(), Outcome.rejected(reason));
        await(deadLetter(message, job.id(), job.type(), reason, null));
    }

    /** There is no room for the job's type here; other workers may have some, or this one a little later. */
    public void noRoom(PreparedJob<?> job) {
        RetryAfter after = RetryAfter.untried(noRoomDelay());
        log.noRoom(job, after.delay());
        await(job.message().nack(NO_ROOM, Metadata.of(after)));
    }

    /** A handler has not let go of the job's last delivery yet: it goes back, until that has ended or another worker takes it. */
    public void stillInWork(PreparedJob<?> job) {
        if (job.metadata().isLastReceive()) {
            // SQS does not give a job again that was received often enough, tried or not.
            log.stillInWorkAtLast(job);
            String reason = "delivered for the last time while an earlier attempt was still running";
            await(deadLetter(job.message(), job.id(), job.type(), reason, null));
            return;
        }
        RetryAfter after = RetryAfter.untried(noRoomDelay());
        log.stillInWork(job, after.delay());
        await(job.message().nack(STILL_IN_WORK, Metadata.of(after)));
    }

    /** The worker stops before the job has begun: it goes back for another worker to take at once. */
    public void notBegun(Message<String> message) {
        await(message.nack(NOT_BEGUN, Metadata.of(RetryAfter.untried(Duration.ZERO))));
    }

    /** From two thirds to four thirds of it, so that jobs that went back together do not come back together. */
    private static Duration noRoomDelay() {
        long millis = NO_ROOM_DELAY.toMillis() * 2 / 3;
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis + 1));
    }

    /** The message is no job: nothing can be done with it but to put it where somebody looks. */
    public void noJob(Message<String> message, IncomingSqsMetadata metadata, String reason) {
        log.noJob(metadata, reason);
        await(deadLetter(message, "", "", reason, null));
    }

    /** Nobody here handles such a job. A newer worker may, so it goes back as often as the redrive policy lets it. */
    public void noHandler(Message<String> message, IncomingSqsMetadata metadata, Job job) {
        listeners.tell(job.id(), job.type(), metadata.receiveCount(), NO_HANDLER);
        if (metadata.isLastReceive()) {
            log.noHandlerAtLast(job, metadata);
            String reason = "no handler for job type \"" + job.type() + "\" at the last attempt";
            await(deadLetter(message, job.id(), job.type(), reason, null));
            return;
        }
        log.noHandler(job, metadata, NO_HANDLER_DELAY);
        await(message.nack(new Unsettled("no handler"), Metadata.of(RetryAfter.untried(NO_HANDLER_DELAY))));
    }

    /** A fault of this program: the message goes back, and somebody has to read the log. */
    public void unexpected(Message<String> message, IncomingSqsMetadata metadata, Throwable failure) {
        log.unexpected(metadata, failure);
        await(message.nack(failure, Metadata.of(new RetryAfter(NO_HANDLER_DELAY))));
    }

    /**
     * Puts the message into the dead-letter queue, where the connector adds how often and when it was received. What an earlier
     * time there has left on it is overwritten, or taken away.
     *
     * @param id empty for what is no job
     * @param failure what the handler has thrown; null for nothing
     */
    private CompletionStage<Void> deadLetter(
            Message<String> message, String id, String type, String reason, Throwable failure) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("Sluice-Reason", DeadLetterText.of(reason));
        attributes.put("Sluice-Job-Id", id.isEmpty() ? "" : DeadLetterText.of(id));
        attributes.put("Sluice-Job-Type", type.isEmpty() ? "" : DeadLetterText.of(type));
        attributes.put("Sluice-Stack-Trace", failure == null ? "" : FailSafe.call(() -> StackText.of(failure), ""));
        return message.nack(new Unsettled(reason), Metadata.of(new DeadLetter(attributes)));
    }

    /** The slot does not wait for the queue's answer; a settlement that fails means one more delivery, no more. */
    private void await(CompletionStage<Void> settlement) {
        settlement.exceptionally(failure -> {
            log.notSettled(failure);
            return null;
        });
    }

    /** What Reactive Messaging wants to see as the cause of a nack. */
    private static final class Unsettled extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unsettled(String reason) {
            super(reason, null, false, false);
        }

        /** A sentence, and no exception's name, where the connector tells it. */
        @Override
        public String toString() {
            return getMessage();
        }
    }
}
