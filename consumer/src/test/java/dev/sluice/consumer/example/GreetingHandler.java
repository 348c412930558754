package dev.sluice.consumer.example;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.consumer.handler.BlockingJobHandler;
import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;

@ApplicationScoped
public class GreetingHandler implements BlockingJobHandler<Greeting> {

    @Override
    public Outcome handle(Greeting greeting, JobContext job) {
        return Outcome.completed("Hello, " + greeting.name());
    }
}
