package dev.sluice.benchmarks.smallrye;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.annotations.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Does nothing with each message. Side by side on worker threads, which is the fastest way that the connector has. */
@ApplicationScoped
public class NoopConsumer {

    @Incoming("jobs")
    @Blocking(ordered = false)
    public void consume(String body) {
        // Returning acknowledges, and with that deletes, the message.
    }
}
