package dev.sluice.consumer.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.sluice.consumer.ConsumerConfig;

/**
 * The stream of jobs through this worker. As many are in work as there are slots; a slot that becomes free asks the
 * channel for one more message, and so, through the connector's polls, the queue.
 */
@ApplicationScoped
public class JobStream {

    private static final Logger LOG = Logger.getLogger(JobStream.class);

    private final Multi<Message<String>> messages;
    private final Dispatcher dispatcher;
    private final int slots;

    JobStream(@Channel("jobs") Multi<Message<String>> messages, Dispatcher dispatcher, ConsumerConfig config) {
        this.messages = messages;
        this.dispatcher = dispatcher;
        this.slots = config.dispatch().concurrency();
    }

    void start(@Observes StartupEvent starting) {
        messages.onItem()
                .transformToUni(dispatcher::dispatch)
                .merge(slots)
                .subscribe()
                .with(nothing -> {}, failure -> LOG.fatal("The stream of jobs has failed; this is a bug", failure));
    }
}
