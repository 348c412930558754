package dev.sluice.worker.deadletter;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.sluice.sqs.deadletter.Depth;

/** How many messages a queue holds, as an answer shows it; see {@link Depth}. */
@RegisterForReflection
record DepthView(long visible, long inFlight, long delayed) {

    static DepthView of(Depth depth) {
        return new DepthView(depth.visible(), depth.inFlight(), depth.delayed());
    }
}
