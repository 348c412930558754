package dev.sluice.worker.probe;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.Tracer;
import org.jboss.logging.Logger;

import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

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
