package dev.sluice.worker.intake;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.validator.HibernateValidatorFactory;

import dev.sluice.job.Job;
import dev.sluice.job.json.FieldPath;
import dev.sluice.job.json.InvalidPayloadException;
import dev.sluice.job.json.JobCodec;
import dev.sluice.job.json.MalformedJobException;
import dev.sluice.runtime.process.LargeInputs;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.worker.admission.Admission;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.Handlers;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.run.Settler;
import dev.sluice.worker.telemetry.JobMeters;
import dev.sluice.worker.telemetry.JobSpans;

/**
 * Makes a job of a message, and hands it to the {@link Admission}. Whatever is wrong with a message ends here, as its own
 * outcome: nothing reaches the stream. A large message is read beside the event loops, which have other jobs to do.
 */
@ApplicationScoped
public class Dispatcher {

    private final Handlers handlers;
    private final Validator failFast;
    private final Admission admission;
    private final Settler settler;
    private final JobMeters meters;
    private final JobSpans spans;
    private final LargeInputs largeInputs;
    private final JobCodec codec = JobCodec.lenient();

    Dispatcher(
            Handlers handlers,
            ValidatorFactory constraints,
            Admission admission,
            Settler settler,
            JobMeters meters,
            JobSpans spans,
            LargeInputs largeInputs) {
        this.handlers = handlers;
        this.failFast = constraints
                .unwrap(HibernateValidatorFactory.class)
                .usingContext()
                .failFast(true)
                .getValidator();
        this.admission = admission;
        this.settler = settler;
        this.meters = meters;
        this.spans = spans;
        this.largeInputs = largeInputs;
    }

    /** Takes one message, on a handler loop, in a Vert.x context of its own. Never fails. */
    void dispatch(Message<String> message, IncomingSqsMetadata metadata) {
        if (message.getPayload().length() < LargeInputs.LEAST_SIZE) {
            act(message, metadata, read(message, metadata));
            return;
        }
        Context own = Vertx.currentContext();
        largeInputs.execute(() -> {
            Verdict verdict = read(message, metadata);
            own.runOnContext(nothing -> act(message, metadata, verdict));
        });
    }

    /** What is to be done with a message, found out without doing anything. */
    private sealed interface Verdict {}

    private record Run(PreparedJob<?> job) implements Verdict {}

    /** @param settling tells the queue, and the log, why there is no job that can run */
    private record Settle(Runnable settling) implements Verdict {}

    private void act(Message<String> message, IncomingSqsMetadata metadata, Verdict verdict) {
        switch (verdict) {
            case Run run -> admission.admit(run.job());
            case Settle settle -> {
                try {
                    settle.settling().run();
                } catch (RuntimeException | Error e) {
                    settler.unexpected(message, metadata, e);
                }
                admission.passed();
            }
        }
    }

    /** On any thread. Never fails. */
    private Verdict read(Message<String> message, IncomingSqsMetadata metadata) {
        try {
            Job job = codec.decode(message.getPayload());
            return handlers.of(job.type())
                    .map(handling -> bind(message, metadata, job, handling))
                    .orElseGet(() -> new Settle(() -> settler.noHandler(message, metadata, job)));
        } catch (MalformedJobException e) {
            return new Settle(() -> settler.noJob(message, metadata, e.getMessage()));
        } catch (RuntimeException | Error e) {
            return new Settle(() -> settler.unexpected(message, metadata, e));
        }
    }

    private <P> Verdict bind(
            Message<String> message, IncomingSqsMetadata metadata, Job job, HandlerBinding<P> handling) {
        try {
            P payload = codec.payload(job, handling.payload());
            Set<ConstraintViolation<P>> violations = failFast.validate(payload);
            return violations.isEmpty()
                    ? new Run(new PreparedJob<>(message, metadata, job, handling, payload))
                    : new Settle(() -> invalid(message, metadata, job, first(violations)));
        } catch (InvalidPayloadException e) {
            return new Settle(() -> invalid(message, metadata, job, "data: " + e.getMessage()));
        }
    }

    private void invalid(Message<String> message, IncomingSqsMetadata metadata, Job job, String reason) {
        meters.invalid(job.type());
        Span span = spans.begin(job.id(), job.type(), metadata);
        settler.invalid(message, metadata, job, reason, span.getSpanContext());
        spans.end(span, Outcome.rejected(reason), false);
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
