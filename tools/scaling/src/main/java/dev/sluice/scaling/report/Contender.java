package dev.sluice.scaling.report;

import java.util.List;
import java.util.function.Function;

import dev.sluice.scaling.RecommendedPolicy;
import dev.sluice.scaling.policy.BacklogPerWorker;
import dev.sluice.scaling.policy.FixedFleet;
import dev.sluice.scaling.policy.QueueDepth;
import dev.sluice.scaling.world.Load;
import dev.sluice.scaling.world.Policy;

/** A policy that is compared. */
record Contender(String name, Function<Load, Policy> policy) {

    static final Contender FIXED = new Contender("fixed fleet", load -> new FixedFleet());

    /** With nothing but the first step, for comparison. */
    static final Contender SINGLE_STEP = new Contender(
            "queue-depth with one step", load -> new QueueDepth(RecommendedPolicy.singleStep(load.workers())));

    static final Contender QUEUE_DEPTH =
            new Contender("queue-depth", load -> new QueueDepth(RecommendedPolicy.queueDepth(load.workers())));

    static final Contender BACKLOG_PER_WORKER =
            new Contender("backlog-per-worker", load -> backlogPerWorker(load, RecommendedPolicy.BUSY_SHARE));

    /** What is usually advised, for comparison. */
    static final Contender VISIBLE_ONLY =
            new Contender("visible messages only", load -> backlogPerWorker(load, Double.POSITIVE_INFINITY));

    static final List<Contender> ALL = List.of(FIXED, SINGLE_STEP, QUEUE_DEPTH, BACKLOG_PER_WORKER, VISIBLE_ONLY);

    private static Policy backlogPerWorker(Load load, double busyShare) {
        double headroom = (double) RecommendedPolicy.ACCEPTABLE_LATENCY / RecommendedPolicy.REQUIRED_LATENCY;
        return new BacklogPerWorker(headroom * load.acceptableLatency(), busyShare, load.workers());
    }
}
