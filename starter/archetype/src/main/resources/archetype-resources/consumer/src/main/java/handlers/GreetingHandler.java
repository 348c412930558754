package ${package}.handlers;

import jakarta.enterprise.context.ApplicationScoped;

import ${package}.jobs.Greeting;
import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

/** Does the greetings. SQS delivers at least once, so the same job may come again. */
@ApplicationScoped
public class GreetingHandler implements BlockingJobHandler<Greeting> {

    @Override
    public Outcome handle(Greeting greeting, JobContext job) {
        return Outcome.completed("Hello, " + greeting.name());
    }
}
