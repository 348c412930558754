package dev.sluice.worker.telemetry;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;

import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.OutcomeListener;

/** Tells all who listen what became of a job, and lets none of them disturb it. One that cannot be made fails the start. */
@Startup
@Singleton
public class OutcomeListeners {

    private final List<OutcomeListener> listeners;

    public OutcomeListeners(@All List<OutcomeListener> listeners) {
        this.listeners = listeners;
    }

    /** Never fails. */
    public void tell(String id, String type, int attempt, Outcome outcome) {
        for (OutcomeListener listener : listeners) {
            FailSafe.run(() -> listener.decided(id, type, attempt, outcome));
        }
    }
}
