package dev.sluice.scaling.policy;

import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import dev.sluice.scaling.policy.QueueDepth.Step;
import dev.sluice.scaling.policy.QueueDepth.Steps;
import dev.sluice.scaling.world.Aws;
import dev.sluice.scaling.world.FleetSize;
import dev.sluice.scaling.world.Load;
import dev.sluice.scaling.world.Policy;
import dev.sluice.scaling.world.Protection;
import dev.sluice.scaling.world.Result;
import dev.sluice.scaling.world.Simulation;

import static dev.sluice.scaling.policy.QueueDepth.Steps.single;
import static org.assertj.core.api.Assertions.assertThat;

/** What the policies make of loads whose answer is known beforehand. */
class PoliciesTest {

    private static final int MINUTE = 60;
    private static final Load.Workers WORKERS = new Load.Workers(10, 1);

    @Test
    void aFleetThatIsNotScaledNeitherGrowsNorShrinks() {
        Result result = run(constant(100, 1), new FixedFleet(), new FleetSize(3, 3, 10), Protection.NONE);

        assertThat(result.minutes())
                .allSatisfy(minute -> assertThat(minute.instances()).isEqualTo(3));
        assertThat(result.instanceHours()).isEqualTo(6);
        assertThat(result.reversals()).isZero();
    }

    @Test
    void anOverloadedFleetFallsBehindByWhatIsTooMuch() {
        Result result = run(constant(40, 1), new FixedFleet(), new FleetSize(2, 2, 10), Protection.NONE);

        // Half of what comes is done, so after two hours the oldest message has waited for one.
        assertThat(result.age(1)).isBetween(3500, 3700);
    }

    @Test
    void queueDepthAddsAStepForEachWarmUpAndNotForEachMinuteOfTheAlarm() {
        var policy = new QueueDepth(single(new Step(100, 2), new Step(0, 1)));

        Result result = run(constant(60, 1), policy, new FleetSize(1, 20, 10), Protection.NONE);

        // The alarm needs two minutes, and the metric is a minute late.
        assertThat(instances(result, 2)).isEqualTo(1);
        assertThat(instances(result, 3)).isEqualTo(3);
        // Until the two have warmed up nothing is added, though the alarm goes on.
        assertThat(instances(result, 6)).isEqualTo(3);
        assertThat(instances(result, 8)).isEqualTo(5);
    }

    @Test
    void queueDepthAddsTheMoreTheMoreMessagesWait() {
        var steps =
                new Steps(List.of(new Step(100, 1), new Step(1000, 3), new Step(100_000, 9)), List.of(new Step(0, 1)));

        // 90 more than the one worker can do come in each second: over 8,000 after two minutes, 2,400 with 30 of them.
        assertThat(instances(
                        run(constant(100, 1), new QueueDepth(steps), new FleetSize(1, 20, 10), Protection.NONE), 3))
                .isEqualTo(4);
        assertThat(instances(run(constant(15, 1), new QueueDepth(steps), new FleetSize(1, 20, 10), Protection.NONE), 3))
                .isEqualTo(2);
    }

    /** However often Auto Scaling is called: policies of steps would take workers away each minute. */
    @Test
    void queueDepthTakesNoFurtherWorkerWithinAQuarterOfAnHourOfAChange() {
        Load work = load(second -> second < 20 * MINUTE ? 60 : 0, 1);

        Result result = run(
                work,
                new QueueDepth(single(new Step(100, 2), new Step(0, 1))),
                new FleetSize(1, 20, 10),
                Protection.NONE);

        int lastChange = 0;
        for (int minute = 1; minute < 120; minute++) {
            int change = instances(result, minute) - instances(result, minute - 1);
            if (change < 0) {
                assertThat(change).isEqualTo(-1);
                assertThat(minute - lastChange).isGreaterThanOrEqualTo(15);
            }
            lastChange = change == 0 ? lastChange : minute;
        }
        assertThat(instances(result, 119)).isLessThan(instances(result, 30));
    }

    @Test
    void ofSeveralStepsDownTheDeepestThatHoldsIsTaken() {
        var steps = new Steps(List.of(new Step(100, 2)), List.of(new Step(0, 3), new Step(50, 1)));
        Load work = load(second -> second < 20 * MINUTE ? 60 : 0, 1);

        Result result = run(work, new QueueDepth(steps), new FleetSize(1, 20, 10), Protection.NONE);

        for (int minute = 1; minute < 120; minute++) {
            int fewer = instances(result, minute - 1) - instances(result, minute);
            // The last one ends at the least size.
            assertThat(fewer <= 0 || fewer == 3 || instances(result, minute) == 1)
                    .isTrue();
        }
    }

    /** Whatever SQS leaves out: nothing is in flight there, and after six hours it says nothing at all. */
    @Test
    void anIdleFleetOfTheGreatestSizeGoesDownToTheLeastOneAlthoughMetricsAreMissing() {
        Load rush = new Load(
                "test", "", Duration.ofHours(10), second -> second < 20 * MINUTE ? 400 : 0, second -> 1, WORKERS, 60);
        var size = new FleetSize(1, 20, 10);
        for (Policy policy : List.of(
                new BacklogPerWorker(60, 0.9, WORKERS),
                new QueueDepth(new Steps(List.of(new Step(100, 5)), List.of(new Step(0, 2)))))) {
            Result result = run(rush, policy, size, Protection.USUAL);

            assertThat(instances(result, 60)).isGreaterThanOrEqualTo(15);
            assertThat(instances(result, 599)).isEqualTo(1);
        }
    }

    @Test
    void aFleetStaysAsItIsWhileNothingIsKnownOfItsQueue() {
        var aws = new Aws(60, 45, 150, 30, 180, 0, Integer.MAX_VALUE / 2, 25);
        var size = new FleetSize(1, 20, 10);
        for (Policy policy : List.of(
                new BacklogPerWorker(60, 0.9, WORKERS), new QueueDepth(single(new Step(100, 5), new Step(0, 2))))) {
            Result result = new Simulation(aws, size, Protection.NONE)
                    .run(constant(60, 1).demand(1), policy, 1);

            assertThat(result.minutes())
                    .allSatisfy(minute -> assertThat(minute.instances()).isEqualTo(1));
        }
    }

    @Test
    void backlogPerWorkerAsksForTheWholeDifferenceAtOnce() {
        var policy = new BacklogPerWorker(60, 0.9, WORKERS);

        Result result = run(constant(60, 1), policy, new FleetSize(1, 20, 10), Protection.NONE);

        // 50 more than it can do come in each second; after four minutes that are some 20 workers' minutes.
        assertThat(instances(result, 5)).isGreaterThanOrEqualTo(15);
    }

    @Test
    void backlogPerWorkerKeepsTheWorkersThatKeepTheQueueEmpty() {
        var policy = new BacklogPerWorker(60, 0.9, WORKERS);

        Result result = run(constant(57, 1), policy, new FleetSize(1, 20, 10), Protection.NONE);

        assertThat(instances(result, 119)).isBetween(6, 8);
        assertThat(result.minutes().subList(60, 120))
                .allSatisfy(minute -> assertThat(minute.age()).isLessThan(MINUTE));
    }

    @Test
    void aFleetWithoutWorkGoesDownToItsLeastSize() {
        Load work = load(second -> second < 20 * MINUTE ? 60 : 0, 1);

        assertThat(instances(
                        run(
                                work,
                                new BacklogPerWorker(60, 0.9, WORKERS),
                                new FleetSize(1, 20, 10),
                                Protection.OF_ANY_JOB),
                        119))
                .isEqualTo(1);
    }

    @Test
    void protectionSavesLongJobsFromBeingBegunAnew() {
        Load work = load(second -> second < 60 * MINUTE ? 0.3 : 0.05, 200);
        var size = new FleetSize(1, 20, 10);
        var thresholds = single(new Step(5, 2), new Step(0, 2));

        Result without = run(work, new QueueDepth(thresholds), size, Protection.NONE);
        Result with = run(work, new QueueDepth(thresholds), size, Protection.OF_ANY_JOB);

        assertThat(without.interrupted()).isPositive();
        assertThat(with.interrupted()).isZero();
    }

    @Test
    void protectionForAnyJobHoldsAFleetOfShortJobsForNothing() {
        Load work = load(second -> second < 20 * MINUTE ? 60 : 5, 1);
        var size = new FleetSize(1, 20, 10);

        Result any = run(work, new BacklogPerWorker(60, 0.9, WORKERS), size, Protection.OF_ANY_JOB);
        Result old = run(work, new BacklogPerWorker(60, 0.9, WORKERS), size, Protection.USUAL);

        assertThat(instances(any, 119)).isGreaterThan(instances(old, 119));
        assertThat(old.interrupted()).isZero();
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        assertThat(run(
                                constant(60, 1),
                                new BacklogPerWorker(60, 0.9, WORKERS),
                                new FleetSize(1, 20, 10),
                                Protection.USUAL)
                        .minutes())
                .isEqualTo(run(
                                constant(60, 1),
                                new BacklogPerWorker(60, 0.9, WORKERS),
                                new FleetSize(1, 20, 10),
                                Protection.USUAL)
                        .minutes());
    }

    private static int instances(Result result, int minute) {
        return result.minutes().get(minute).instances();
    }

    private static Load constant(double jobsPerSecond, int secondsPerJob) {
        return load(second -> jobsPerSecond, secondsPerJob);
    }

    /** Of two hours. */
    private static Load load(IntToDoubleFunction jobsPerSecond, int secondsPerJob) {
        return new Load("test", "", Duration.ofHours(2), jobsPerSecond, second -> secondsPerJob, WORKERS, 60);
    }

    private static Result run(Load load, Policy policy, FleetSize size, Protection protection) {
        return new Simulation(Aws.USUAL, size, protection).run(load.demand(1), policy, 1);
    }
}
