package dev.sluice.api.job;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.sluice.api.body.Body;
import dev.sluice.api.problem.JobProblems;
import dev.sluice.client.InvalidJobException;
import dev.sluice.client.JobValidator;
import dev.sluice.client.JobValidator.Violations;
import dev.sluice.client.Submission;
import dev.sluice.client.UnknownJobTypeException;
import dev.sluice.job.json.InvalidPayloadException;
import dev.sluice.job.json.JobCodec;
import dev.sluice.job.json.MalformedJobException;
import dev.sluice.runtime.input.LargeInputs;

/**
 * Makes a submission of a request's body. A small body is looked at on the event loop that brought it, where it is ready
 * before another thread would have woken; whatever may take longer is elsewhere.
 */
@Singleton
public class SubmissionReader {

    private final JobValidator validator;
    private final LargeInputs largeInputs;
    private final JobCodec codec = JobCodec.strict();

    SubmissionReader(JobValidator validator, LargeInputs largeInputs) {
        this.validator = validator;
        this.largeInputs = largeInputs;
        codec.prepare(JobRequest.class);
    }

    /** The submission, on the caller's event loop; fails with an {@link HttpProblem} that says what is wrong, and where. */
    Uni<Submission> read(Body body) {
        if (body.length() >= LargeInputs.LEAST_SIZE) {
            return elsewhere(() -> read(body.bytes(), Violations.FIRST));
        }
        byte[] bytes = body.bytes();
        try {
            return Uni.createFrom().item(read(bytes, Violations.FIRST));
        } catch (HttpProblem refused) {
            // To find all that is wrong may take many times as long as to find that something is.
            return elsewhere(() -> read(bytes, Violations.ALL));
        }
    }

    private Submission read(byte[] body, Violations wanted) {
        try {
            JobRequest request = codec.read(body, JobRequest.class);
            return validator.validate(request.type(), request.data(), request.options(), wanted);
        } catch (MalformedJobException e) {
            throw JobProblems.malformed(e.getMessage());
        } catch (InvalidPayloadException e) {
            throw JobProblems.invalid(e.path(), e.reason());
        } catch (InvalidJobException e) {
            throw JobProblems.invalid(e);
        } catch (UnknownJobTypeException e) {
            throw JobProblems.unknownType(e);
        }
    }

    private Uni<Submission> elsewhere(Supplier<Submission> reading) {
        Context loop = Vertx.currentContext();
        return Uni.createFrom()
                .item(reading)
                .runSubscriptionOn(largeInputs::execute)
                .emitOn(task -> loop.runOnContext(nothing -> task.run()));
    }
}
