package dev.sluice.consumer.dispatch;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import io.opentelemetry.api.trace.Span;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.consumer.handler.Outcome;
import dev.sluice.job.FieldPath;
import dev.sluice.job.InvalidPayloadException;
import dev.sluice.job.Job;
import dev.sluice.job.JobCodec;
import dev.sluice.job.MalformedJobException;
import dev.sluice.sqs.IncomingSqsMetadata;

/**
 * Makes a job of a message, and hands it to the {@link Admission}. Whatever is wrong with a message ends here, as its own
 * outcome: nothing reaches the stream.
 */
@ApplicationScoped
public class Dispatcher {

    private final Handlers handlers;
    private final Validator validator;
    private final Admission admission;
    private final Settler settler;
    private final JobMeters meters;
    private final JobSpans spans;
    private final JobCodec codec = JobCodec.lenient();

    Dispatcher(
            Handlers handlers,
            Validator validator,
            Admission admission,
            Settler settler,
            JobMeters meters,
            JobSpans spans) {
        this.handlers = handlers;
        this.validator = validator;
        this.admission = admission;
        this.settler = settler;
        this.meters = meters;
        this.spans = spans;
    }

    /** Takes one message, on a handler loop, in a Vert.x context of its own. Never fails. */
    void dispatch(Message<String> message, IncomingSqsMetadata metadata) {
        PreparedJob<?> job = null;
        try {
            job = prepare(message, metadata);
        } catch (RuntimeException | Error e) {
            settler.unexpected(message, metadata, e);
        }
        if (job == null) {
            admission.passed();
        } else {
            admission.admit(job);
        }
    }

    /** The job that the message carries; null when it carries none that can run, and is settled. */
    private PreparedJob<?> prepare(Message<String> message, IncomingSqsMetadata metadata) {
        Job job;
        try {
            job = codec.decode(message.getPayload());
        } catch (MalformedJobException e) {
            settler.noJob(message, metadata, e.getMessage());
            return null;
        }
        Optional<Handling<?>> handling = handlers.of(job.type());
        if (handling.isEmpty()) {
            settler.noHandler(message, metadata, job);
            return null;
        }
        return prepare(message, metadata, job, handling.get());
    }

    private <P> PreparedJob<P> prepare(
            Message<String> message, IncomingSqsMetadata metadata, Job job, Handling<P> handling) {
        try {
            P payload = codec.payload(job, handling.payload());
            Set<ConstraintViolation<P>> violations = validator.validate(payload);
            if (violations.isEmpty()) {
                return new PreparedJob<>(message, metadata, job, handling, payload);
            }
            invalid(message, metadata, job, first(violations));
        } catch (InvalidPayloadException e) {
            invalid(message, metadata, job, "data: " + e.getMessage());
        }
        return null;
    }

    private void invalid(Message<String> message, IncomingSqsMetadata metadata, Job job, String reason) {
        meters.invalid(job.type());
        Span span = spans.begin(job.id(), job.type(), metadata);
        settler.invalid(message, metadata, job, reason, span.getSpanContext());
        spans.end(span, Outcome.rejected(reason));
    }

    private static <P> String first(Set<ConstraintViolation<P>> violations) {
        return violations.stream()
                .map(violation ->
                        "data.%s %s".formatted(FieldPath.of(violation.getPropertyPath()), violation.getMessage()))
                .sorted()
                .findFirst()
                .orElseThrow();
    }
}
