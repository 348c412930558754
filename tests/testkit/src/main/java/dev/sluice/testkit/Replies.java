package dev.sluice.testkit;

/** Decides what an endpoint answers. */
@FunctionalInterface
public interface Replies {

    /**
     * Called on the endpoint's event loop.
     *
     * @param attempt the how-manieth call of this job it is, from 1
     */
    Reply to(String jobId, int attempt);
}
