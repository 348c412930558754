package dev.sluice.worker.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.OutcomeListener;

/** Cannot be made; only there where a test asks for it. */
@Alternative
@ApplicationScoped
public class BrokenListener implements OutcomeListener {

    /** @param meters so that the bean's proxy has another constructor, which does not fail */
    BrokenListener(MeterRegistry meters) {
        throw new IllegalArgumentException("there is no place to write outcomes to");
    }

    @Override
    public void decided(String id, String type, int attempt, Outcome outcome) {
        throw new AssertionError("never made");
    }
}
