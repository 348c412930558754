package dev.sluice.consumer.dispatch;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.Tracer;
import org.jboss.logging.Logger;

import dev.sluice.consumer.handler.BlockingJobHandler;
import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;

@ApplicationScoped
public class TracedBlockingHandler implements BlockingJobHandler<TracedBlocking> {

    private static final Logger LOGGER = Logger.getLogger(TracedHandler.LOG);

    private final Tracer tracer;

    TracedBlockingHandler(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Outcome handle(TracedBlocking traced, JobContext job) {
        SpanInSpan.make(tracer);
        LOGGER.infof("At once in %s", job.id());
        SpanInSpan.make(tracer);
        LOGGER.infof("Later in %s", job.id());
        return Outcome.completed();
    }
}
