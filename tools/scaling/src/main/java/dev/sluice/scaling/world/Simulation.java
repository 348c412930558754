package dev.sluice.scaling.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** A queue, a fleet and what scales it, second by second. Equal seeds give equal runs, on any machine. */
public final class Simulation {

    private final Aws aws;
    private final FleetSize size;
    private final Protection protection;

    public Simulation(Aws aws, FleetSize size, Protection protection) {
        this.aws = aws;
        this.size = size;
        this.protection = protection;
    }

    public Result run(Demand demand, Policy policy, long seed) {
        Fleet fleet = new Fleet(size, protection, aws, new Random(seed));
        Backlog backlog = new Backlog();
        QueueMetrics metrics = new QueueMetrics(aws);
        Deque<Observation> underWay = new ArrayDeque<>();
        int[] ages = new int[demand.jobs().length];
        List<Result.Minute> minutes = new ArrayList<>();
        long arrived = 0;
        for (int now = 0; now < ages.length; now++) {
            int jobs = demand.jobs()[now];
            arrived += jobs;
            backlog.add(now, jobs);
            fleet.tick(now, backlog, demand.secondsPerJob()[now]);
            metrics.tick(now, backlog.visible(), fleet.inWork());
            ages[now] = backlog.age(now);
            if (now % Aws.PERIOD == Aws.PERIOD - 1) {
                underWay.add(new Observation(
                        metrics.visible(now, backlog.visible()),
                        metrics.notVisible(now, fleet.inWork()),
                        fleet.inService(),
                        fleet.desired()));
                if (underWay.size() * Aws.PERIOD > aws.metricDelay()) {
                    policy.observe(now, underWay.remove(), fleet);
                }
                minutes.add(new Result.Minute(
                        (double) arrived / Aws.PERIOD, backlog.visible(), ages[now], fleet.instances()));
                arrived = 0;
            }
        }
        Arrays.sort(ages);
        return new Result(ages, fleet.instanceHours(), fleet.reversals(), fleet.interrupted(), minutes);
    }
}
