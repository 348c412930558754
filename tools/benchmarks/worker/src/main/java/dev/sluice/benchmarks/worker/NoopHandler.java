package dev.sluice.benchmarks.worker;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;
import dev.sluice.consumer.handler.ReactiveJobHandler;

/** Is done at once, on the event loop. */
@ApplicationScoped
public class NoopHandler implements ReactiveJobHandler<Noop> {

    @Override
    public Uni<Outcome> handle(Noop noop, JobContext job) {
        return Uni.createFrom().item(Outcome.completed());
    }
}
