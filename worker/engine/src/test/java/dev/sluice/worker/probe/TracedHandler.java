package dev.sluice.worker.probe;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;

@ApplicationScoped
public class TracedHandler implements ReactiveJobHandler<Traced> {

    public static final String LOG = "dev.sluice.test.traced";

    private static final Logger LOGGER = Logger.getLogger(LOG);

    private final Vertx vertx;
    private final Tracer tracer;

    TracedHandler(Vertx vertx, Tracer tracer) {
        this.vertx = vertx;
        this.tracer = tracer;
    }

    @Override
    public Uni<Outcome> handle(Traced traced, JobContext job) {
        SpanInSpan.make(tracer);
        LOGGER.infof("At once in %s", job.id());
        return Uni.createFrom()
                .emitter(later -> vertx.setTimer(5, fired -> {
                    SpanInSpan.make(tracer);
                    LOGGER.infof("Later in %s", job.id());
                    later.complete(Outcome.completed());
                }));
    }
}
