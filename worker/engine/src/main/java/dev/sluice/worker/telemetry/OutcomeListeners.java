package dev.sluice.worker.telemetry;

import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Instance.Handle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.Startup;

import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.OutcomeListener;

/** Tells all who listen what became of a job, and lets none of them disturb it. One that cannot be made fails the start. */
@Startup
@Singleton
public class OutcomeListeners {

    private final List<OutcomeListener> listeners;

    /** @throws IllegalStateException that names the listener that cannot be made */
    @Inject
    OutcomeListeners(@Any Instance<OutcomeListener> listeners) {
        this(StreamSupport.stream(listeners.handles().spliterator(), false)
                .map(OutcomeListeners::make)
                .toList());
    }

    public OutcomeListeners(List<OutcomeListener> listeners) {
        this.listeners = listeners;
    }

    private static OutcomeListener make(Handle<OutcomeListener> found) {
        try {
            OutcomeListener listener = found.get();
            // A proxy would make its bean when the first job has ended, and nobody would be told that it cannot.
            ClientProxy.unwrap(listener);
            return listener;
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The outcome listener %s cannot be made: %s"
                            .formatted(found.getBean().getBeanClass().getName(), e),
                    e);
        }
    }

    /** Never fails. */
    public void tell(String id, String type, int attempt, Outcome outcome) {
        for (OutcomeListener listener : listeners) {
            FailSafe.run(() -> listener.decided(id, type, attempt, outcome));
        }
    }
}
