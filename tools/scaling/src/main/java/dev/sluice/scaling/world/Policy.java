package dev.sluice.scaling.world;

/** How a fleet is scaled. One is for one run. */
public interface Policy {

    /**
     * The metrics of a further minute are there.
     *
     * @param now seconds since the start
     */
    void observe(int now, Observation minute, Fleet fleet);
}
