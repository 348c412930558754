package dev.sluice.benchmarks.worker;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;

/** Is done at once, on the event loop. */
@ApplicationScoped
public class NoopHandler implements ReactiveJobHandler<Noop> {

    @Override
    public Uni<Outcome> handle(Noop noop, JobContext job) {
        return Uni.createFrom().item(Outcome.completed());
    }
}
