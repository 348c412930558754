package dev.sluice.worker.probe;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

@ApplicationScoped
public class HelloHandler implements BlockingJobHandler<Hello> {

    @Override
    public Outcome handle(Hello hello, JobContext job) {
        return Outcome.completed("Hello, " + hello.name());
    }
}
