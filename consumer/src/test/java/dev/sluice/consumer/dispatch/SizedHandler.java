package dev.sluice.consumer.dispatch;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;
import dev.sluice.consumer.handler.ReactiveJobHandler;

@ApplicationScoped
public class SizedHandler implements ReactiveJobHandler<Sized> {

    @Override
    public Uni<Outcome> handle(Sized sized, JobContext job) {
        Sized.HANDLED_ON.put(sized.name(), Thread.currentThread().getName());
        return Uni.createFrom().item(Outcome.completed());
    }
}
