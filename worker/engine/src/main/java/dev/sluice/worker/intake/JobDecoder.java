package dev.sluice.worker.intake;

import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.validator.HibernateValidatorFactory;

import dev.sluice.job.Job;
import dev.sluice.job.json.FieldPath;
import dev.sluice.job.json.InvalidPayloadException;
import dev.sluice.job.json.JobCodec;
import dev.sluice.job.json.MalformedJobException;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.worker.job.DecodedMessage;
import dev.sluice.worker.job.DecodedMessage.Fault;
import dev.sluice.worker.job.DecodedMessage.InvalidData;
import dev.sluice.worker.job.DecodedMessage.NoHandler;
import dev.sluice.worker.job.DecodedMessage.NoJob;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.Handlers;
import dev.sluice.worker.job.PreparedJob;

/** Makes a job of a message, and finds everything that can be wrong with it, without doing anything about that. */
@Singleton
public class JobDecoder {

    private final Handlers handlers;
    private final Validator failFast;
    private final JobCodec codec = JobCodec.lenient();

    JobDecoder(Handlers handlers, ValidatorFactory constraints) {
        this.handlers = handlers;
        this.failFast = constraints
                .unwrap(HibernateValidatorFactory.class)
                .usingContext()
                .failFast(true)
                .getValidator();
        handlers.all().forEach(handler -> codec.prepare(handler.payload()));
    }

    /** On any thread. Never fails. */
    DecodedMessage decode(Message<String> message, IncomingSqsMetadata metadata) {
        try {
            Job job = codec.decode(message.getPayload());
            return handlers.of(job.type())
                    .map(handler -> bind(message, metadata, job, handler))
                    .orElseGet(() -> new NoHandler(job));
        } catch (MalformedJobException e) {
            return new NoJob(e.getMessage());
        } catch (RuntimeException | Error e) {
            return new Fault(e);
        }
    }

    private <P> DecodedMessage bind(
            Message<String> message, IncomingSqsMetadata metadata, Job job, HandlerBinding<P> handler) {
        try {
            P payload = codec.payload(job, handler.payload());
            Set<ConstraintViolation<P>> violations = failFast.validate(payload);
            return violations.isEmpty()
                    ? new PreparedJob<>(message, metadata, job, handler, payload)
                    : new InvalidData(job, first(violations));
        } catch (InvalidPayloadException e) {
            return new InvalidData(job, "data: " + e.getMessage());
        }
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
