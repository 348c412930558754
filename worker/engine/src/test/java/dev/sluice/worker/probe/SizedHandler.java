package dev.sluice.worker.probe;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;

@ApplicationScoped
public class SizedHandler implements ReactiveJobHandler<Sized> {

    @Override
    public Uni<Outcome> handle(Sized sized, JobContext job) {
        Sized.HANDLED_ON.put(sized.name(), Thread.currentThread().getName());
        return Uni.createFrom().item(Outcome.completed());
    }
}
