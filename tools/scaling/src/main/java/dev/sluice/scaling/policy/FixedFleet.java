package dev.sluice.scaling.policy;

import dev.sluice.scaling.world.Fleet;
import dev.sluice.scaling.world.Observation;
import dev.sluice.scaling.world.Policy;

/** No scaling at all: the fleet has its least size. */
public final class FixedFleet implements Policy {

    @Override
    public void observe(int now, Observation minute, Fleet fleet) {
        // It stays as it is.
    }
}
