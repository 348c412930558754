package dev.sluice.consumer.dispatch;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

import dev.sluice.consumer.handler.Outcome;
import dev.sluice.consumer.handler.OutcomeListener;
import dev.sluice.runtime.meters.FailSafe;

/** Tells all who listen what became of a job, and lets none of them disturb it. One that cannot be made fails the start. */
@Startup
@ApplicationScoped
public class OutcomeListeners {

    private final List<OutcomeListener> listeners;

    OutcomeListeners(@All List<OutcomeListener> listeners) {
        this.listeners = listeners;
    }

    /** Never fails. */
    void tell(String id, String type, int attempt, Outcome outcome) {
        for (OutcomeListener listener : listeners) {
            FailSafe.run(() -> listener.decided(id, type, attempt, outcome));
        }
    }
}
