package dev.sluice.scaling.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.sluice.scaling.RecommendedPolicy;
import dev.sluice.scaling.policy.BacklogPerWorker;
import dev.sluice.scaling.policy.QueueDepth;
import dev.sluice.scaling.policy.QueueDepth.Step;
import dev.sluice.scaling.world.Aws;
import dev.sluice.scaling.world.Demand;
import dev.sluice.scaling.world.FleetSize;
import dev.sluice.scaling.world.Load;
import dev.sluice.scaling.world.Loads;
import dev.sluice.scaling.world.Policy;
import dev.sluice.scaling.world.Protection;
import dev.sluice.scaling.world.Result;
import dev.sluice.scaling.world.Simulation;

/** Looks for the thresholds that cost least over all loads of short jobs, in instance-hours and in what stands for them. */
public final class Search {

    /** An hour in which jobs wait too long is worth so many instance-hours. */
    static final double PER_LATE_HOUR = 50;
    /** What a fleet that grows and shrinks in vain is worth: each instance starts for nothing. */
    static final double PER_REVERSAL = 0.5;

    /** Not the one of the pages: what is found is not to fit one day only. */
    private static final long SEED = 1;

    private static final FleetSize SIZE = new FleetSize(1, 20, Loads.SHORT_JOBS.concurrency());

    private record Day(Load load, Demand demand) {}

    /** What was found, by the thresholds as they were tried. */
    public record Found<T>(T thresholds, double cost) {}

    /** SCALE_UP and SCALE_DOWN, with messages as seconds of one worker's work. */
    public record DepthSteps(List<Step> up, List<Step> down) {}

    /** ACCEPTABLE_LATENCY, and the share of busy slots. */
    public record BacklogThresholds(int acceptableLatency, double busyShare) {}

    private final List<Day> days = Loads.SEARCHED.stream()
            .map(load -> new Day(load, load.demand(SEED)))
            .toList();

    /** How far further steps up are from the first, as multiples of its messages, and how many workers they add. */
    private static final List<List<Step>> LADDERS =
            List.of(List.of(new Step(4, 5)), List.of(new Step(4, 5), new Step(16, 10)));

    public Found<DepthSteps> queueDepth() {
        List<DepthSteps> tried = new ArrayList<>();
        for (int upWork : new int[] {15, 30, 60}) {
            for (int upWorkers : new int[] {1, 2, 3}) {
                for (List<Step> ladder : LADDERS) {
                    List<Step> up = new ArrayList<>(List.of(new Step(upWork, upWorkers)));
                    ladder.forEach(step -> up.add(new Step(upWork * step.messages(), step.workers())));
                    for (int downWork : new int[] {1, 2}) {
                        for (int downWorkers : new int[] {1, 2}) {
                            tried.add(new DepthSteps(List.copyOf(up), List.of(new Step(downWork, downWorkers))));
                        }
                    }
                }
            }
        }
        return cheapest(tried, it -> new QueueDepth(RecommendedPolicy.queueDepth(Loads.SHORT_JOBS, it.up, it.down)));
    }

    public Found<BacklogThresholds> backlogPerWorker() {
        List<BacklogThresholds> tried = new ArrayList<>();
        for (int latency : new int[] {20, 30, 45, 60, 90}) {
            for (double busyShare : new double[] {0.6, 0.7, 0.8, 0.9}) {
                tried.add(new BacklogThresholds(latency, busyShare));
            }
        }
        return cheapest(tried, it -> new BacklogPerWorker(it.acceptableLatency, it.busyShare, Loads.SHORT_JOBS));
    }

    /** The first of those that cost least; on all processors, and yet always the same one. */
    private <T> Found<T> cheapest(List<T> tried, Function<T, Policy> policy) {
        return tried.parallelStream()
                .map(it -> new Found<>(it, cost(() -> policy.apply(it))))
                .sequential()
                .min(Comparator.comparingDouble(Found::cost))
                .orElseThrow();
    }

    private double cost(Supplier<Policy> policy) {
        double cost = 0;
        for (Day day : days) {
            Result result = new Simulation(Aws.USUAL, SIZE, Protection.USUAL).run(day.demand, policy.get(), SEED);
            cost += result.instanceHours()
                    + PER_LATE_HOUR * result.hoursOlderThan(RecommendedPolicy.REQUIRED_LATENCY)
                    + PER_REVERSAL * result.reversals();
        }
        return cost;
    }
}
