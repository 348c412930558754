package dev.sluice.producer.jobs;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.sluice.producer.body.Body;
import dev.sluice.runtime.process.LargeInputs;

/**
 * Says where a body is looked at. A small one is on the event loop that brought it, where it is ready before another thread
 * would have woken; whatever may take longer is elsewhere.
 */
@ApplicationScoped
public class SubmissionReader {

    private final JobIntake intake;
    private final LargeInputs largeInputs;

    SubmissionReader(JobIntake intake, LargeInputs largeInputs) {
        this.intake = intake;
        this.largeInputs = largeInputs;
    }

    /** The submission, on the caller's event loop; fails with an {@link HttpProblem} that says what is wrong. */
    Uni<Submission> read(Body body) {
        if (body.length() >= LargeInputs.LEAST_SIZE) {
            return elsewhere(() -> intake.read(body.bytes()));
        }
        byte[] bytes = body.bytes();
        try {
            return Uni.createFrom().item(intake.read(bytes));
        } catch (HttpProblem refused) {
            // To find all that is wrong may take many times as long as to find that something is.
            return elsewhere(() -> intake.readLookingForAll(bytes));
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
