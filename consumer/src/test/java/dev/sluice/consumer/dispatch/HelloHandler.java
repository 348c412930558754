package dev.sluice.consumer.dispatch;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.consumer.handler.BlockingJobHandler;
import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;

@ApplicationScoped
public class HelloHandler implements BlockingJobHandler<Hello> {

    @Override
    public Outcome handle(Hello hello, JobContext job) {
        return Outcome.completed("Hello, " + hello.name());
    }
}
