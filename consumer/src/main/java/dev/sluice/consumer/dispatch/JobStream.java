package dev.sluice.consumer.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The stream of jobs through this worker. What the {@link Admission} has room for is its demand, and so, through the
 * connector's polls, the queue's.
 */
@ApplicationScoped
public class JobStream {

    private static final Logger LOG = Logger.getLogger(JobStream.class);

    private final Multi<Message<String>> messages;
    private final HandlerLoops loops;
    private final Dispatcher dispatcher;
    private final Admission admission;

    JobStream(
            @Channel("jobs") Multi<Message<String>> messages,
            HandlerLoops loops,
            Dispatcher dispatcher,
            Admission admission) {
        this.messages = messages;
        this.loops = loops;
        this.dispatcher = dispatcher;
        this.admission = admission;
    }

    void start(@Observes StartupEvent starting) {
        messages.subscribe()
                .with(
                        subscription -> admission.open(subscription::request),
                        message -> loops.execute(() -> dispatcher.dispatch(message)),
                        failure -> LOG.fatal("The stream of jobs has failed; this is a bug", failure),
                        () -> {});
    }
}
