package dev.sluice.scaling.report;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.scaling.world.Aws;
import dev.sluice.scaling.world.Demand;
import dev.sluice.scaling.world.FleetSize;
import dev.sluice.scaling.world.Load;
import dev.sluice.scaling.world.Protection;
import dev.sluice.scaling.world.Result;
import dev.sluice.scaling.world.Simulation;

/** What each policy makes of one load, on one and the same day. */
final class Comparison {

    /** Of the day that the page shows; the search has another one. */
    private static final long SEED = 2026;

    /** Of a fleet that is scaled. */
    private static final int MIN = 1;

    private static final int MAX = 20;

    private final Load load;
    private final Demand demand;

    Comparison(Load load) {
        this.load = load;
        this.demand = load.demand(SEED);
    }

    Map<Contender, Result> results() {
        Map<Contender, Result> results = new LinkedHashMap<>();
        for (Contender contender : Contender.ALL) {
            results.put(
                    contender,
                    contender == Contender.FIXED ? smallestFixedFleet() : run(contender, Protection.USUAL, MIN, MAX));
        }
        return results;
    }

    /** The policy that takes workers away most often, with this kind of protection. */
    Result with(Protection protection) {
        return run(Contender.QUEUE_DEPTH, protection, MIN, MAX);
    }

    /** The smallest one in which jobs wait too long in less than a twentieth of the time. */
    private Result smallestFixedFleet() {
        int size = 1;
        Result result = run(Contender.FIXED, Protection.USUAL, size, size);
        while (result.age(0.95) > load.acceptableLatency()) {
            size++;
            result = run(Contender.FIXED, Protection.USUAL, size, size);
        }
        return result;
    }

    private Result run(Contender contender, Protection protection, int min, int max) {
        var size = new FleetSize(min, max, load.workers().concurrency());
        return new Simulation(Aws.USUAL, size, protection)
                .run(demand, contender.policy().apply(load), SEED);
    }
}
