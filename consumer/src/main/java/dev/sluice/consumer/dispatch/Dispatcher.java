package dev.sluice.consumer.dispatch;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.consumer.handler.Outcome;
import dev.sluice.job.FieldPath;
import dev.sluice.job.InvalidPayloadException;
import dev.sluice.job.Job;
import dev.sluice.job.JobCodec;
import dev.sluice.job.MalformedJobException;
import dev.sluice.sqs.IncomingSqsMetadata;

/**
 * Takes a message from the queue to its handler and its outcome back to the queue. Whatever is wrong with a message ends
 * here, as its own outcome: nothing reaches the stream.
 */
@ApplicationScoped
public class Dispatcher {

    private final HandlerLoops loops;
    private final Handlers handlers;
    private final Validator validator;
    private final JobRunner runner;
    private final Settler settler;
    private final JobCodec codec = JobCodec.lenient();

    Dispatcher(HandlerLoops loops, Handlers handlers, Validator validator, JobRunner runner, Settler settler) {
        this.loops = loops;
        this.handlers = handlers;
        this.validator = validator;
        this.runner = runner;
        this.settler = settler;
    }

    /**
     * Handles one message.
     *
     * @return completed when the job no longer needs its slot; the settlement goes on behind it. Never fails.
     */
    Uni<Void> dispatch(Message<String> message) {
        IncomingSqsMetadata metadata =
                message.getMetadata(IncomingSqsMetadata.class).orElseThrow();
        return Uni.createFrom()
                .emitter(slot -> loops.execute(() -> {
                    try {
                        decode(message, metadata, () -> slot.complete(null));
                    } catch (RuntimeException | Error e) {
                        settler.unexpected(message, metadata, e);
                        slot.complete(null);
                    }
                }));
    }

    private void decode(Message<String> message, IncomingSqsMetadata metadata, Runnable freeSlot) {
        Job job;
        try {
            job = codec.decode(message.getPayload());
        } catch (MalformedJobException e) {
            settler.noJob(message, metadata, e.getMessage());
            freeSlot.run();
            return;
        }
        Optional<Handling<?>> handling = handlers.of(job.type());
        if (handling.isEmpty()) {
            settler.noHandler(message, metadata, job);
            freeSlot.run();
            return;
        }
        handle(message, metadata, job, handling.get(), freeSlot);
    }

    private <P> void handle(
            Message<String> message, IncomingSqsMetadata metadata, Job job, Handling<P> handling, Runnable freeSlot) {
        Instant submittedAt = job.time() == null ? metadata.sentAt() : job.time();
        RunningJob running = new RunningJob(
                job.id(),
                job.type(),
                submittedAt,
                metadata.receiveCount(),
                handling.rules().timeLimit().toNanos());
        running.outcome().thenAccept(outcome -> {
            settler.settle(message, running, handling, outcome);
            freeSlot.run();
        });
        metadata.lease().onLost(() -> running.cancel(Outcome.retry("the lease is lost")));
        try {
            P payload = codec.payload(job, handling.payload());
            Optional<String> violation = firstViolation(payload);
            if (violation.isPresent()) {
                running.outcome().complete(Outcome.rejected(violation.get()));
            } else {
                runner.start(handling, payload, running);
            }
        } catch (InvalidPayloadException e) {
            running.outcome().complete(Outcome.rejected("data: " + e.getMessage()));
        }
    }

    private <P> Optional<String> firstViolation(P payload) {
        Set<ConstraintViolation<P>> violations = validator.validate(payload);
        return violations.stream()
                .map(violation ->
                        "data.%s %s".formatted(FieldPath.of(violation.getPropertyPath()), violation.getMessage()))
                .sorted()
                .findFirst();
    }
}
