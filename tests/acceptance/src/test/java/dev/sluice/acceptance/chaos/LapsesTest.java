package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Delivery;
import dev.sluice.testkit.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is an excuse for doing a job twice, and what is none. All leases hold for 6 s; worker A sleeps from the 10th to the 18th
 * second.
 */
class LapsesTest {

    private static final String JOB = "chaos-1-000007";
    private static final Runs UNKNOWN = new Runs(List.of());

    private final Lapses lapses = new Lapses(Duration.ofSeconds(6));

    LapsesTest() {
        lapses.add(new Lapse("A", seconds(10), seconds(18)));
    }

    @Test
    void excusesASleeperWhoGoesOnWithWhatItHadBegun() {
        assertThat(excused(call("B", 16.5), call("A", 18.1), failedAfter(8_400)))
                .isTrue();
    }

    @Test
    void excusesASleeperWhoseCallCountsBeforeItsSleepIsSaidToBeOver() {
        assertThat(excused(call("B", 16.5), call("A", 17.9), completedIn(7_950)))
                .isTrue();
    }

    @Test
    void excusesASleeperWhoIsKilledBeforeItCanWriteWhatItHadBegun() {
        lapses.add(Lapse.forGood("A", seconds(18.6)));

        assertThat(excused(call("B", 16.5), call("A", 18.1), UNKNOWN)).isTrue();
    }

    @Test
    void doesNotExcuseASleeperWhoBeginsAfterItHasWokenUp() {
        assertThat(excused(call("B", 16.5), call("A", 18.1), completedIn(300)))
                .as("taken anew, since B has not deleted it, or begun although its lease was over")
                .isFalse();
        assertThat(excused(call("B", 16.5), call("A", 18.1), failedAfter(600))).isFalse();
        assertThat(excused(call("B", 16.5), call("A", 18.1), UNKNOWN)).isFalse();
    }

    @Test
    void doesNotExcuseASleeperWhoTakesAnewWhatItHadBegunOnce() {
        var runs = Runs.of(
                JOB,
                List.of(
                        "Job webhook " + JOB + " stopped after 8100 ms (attempt 1); SQS redelivers it: lease lost",
                        "Job webhook " + JOB + " completed in 250 ms"));

        assertThat(excused(call("B", 16.5), call("A", 18.6), runs)).isFalse();
    }

    @Test
    void doesNotExcuseThatTwoHadAJobInWorkBeforeOneFellAsleep() {
        assertThat(excused(call("B", 9.9, Duration.ofSeconds(4)), call("A", 18.1), failedAfter(8_400)))
                .isFalse();
    }

    @Test
    void doesNotExcuseWhatComesWhenTheSleeperHasLookedAtItsLeases() {
        assertThat(excused(call("B", 16.5), call("A", 19.1), failedAfter(9_200)))
                .isFalse();
    }

    @Test
    void excusesWhatAnotherDoesAgainThatTheSleeperCouldNotSettle() {
        assertThat(excused(call("A", 9.8), call("B", 16.5), UNKNOWN)).isTrue();
    }

    @Test
    void excusesWhatTheSleeperDoesAgainWhenItHasWokenUp() {
        assertThat(excused(call("A", 9.8), call("A", 18.4), UNKNOWN)).isTrue();
    }

    @Test
    void excusesWhatAnotherHasTakenWhileTheSleeperHadBegunIt() {
        assertThat(excused(call("A", 18.1), call("B", 18.3), failedAfter(8_400)))
                .isTrue();
        assertThat(excused(call("A", 18.1), call("A", 19.5), failedAfter(8_400)))
                .isTrue();
    }

    @Test
    void doesNotExcuseWhatTheSleeperBeginsAfterItHasWokenUpAndFailsToSettle() {
        assertThat(excused(call("A", 18.1), call("B", 24.3), completedIn(200))).isFalse();
        assertThat(excused(call("A", 18.1), call("B", 24.3), UNKNOWN)).isFalse();
    }

    @Test
    void doesNotExcuseThatAWorkerCalledTwiceBeforeItFellAsleepOrDied() {
        lapses.add(Lapse.forGood("C", seconds(5)));

        assertThat(excused(call("A", 9.8), call("A", 10.1), UNKNOWN)).isFalse();
        assertThat(excused(call("C", 4.8), call("C", 5.1), UNKNOWN)).isFalse();
    }

    @Test
    void doesNotExcuseWhatShouldHaveBeenSettledBeforeTheSleep() {
        assertThat(excused(call("A", 3.8), call("B", 16.5), UNKNOWN)).isFalse();
    }

    @Test
    void readsTheRunsOfOneJobOutOfALog() {
        var log = List.of(
                "2026-11-30 10:00:00,001 INFO  [dev.sluice.consumer.job] (vert.x-eventloop-thread-0) Job webhook " + JOB
                        + " completed in 812 ms: POST http://127.0.0.1:1 204",
                "Job webhook " + JOB + "1 completed in 1 ms",
                "Job webhook " + JOB + " rejected after 20 ms; moving it to the dead-letter queue: no",
                "Lost the lease on message " + JOB + " of queue jobs-normal; SQS redelivers it");

        assertThat(Runs.of(JOB, log).all())
                .containsExactly(
                        new Runs.Run(true, Duration.ofMillis(812)), new Runs.Run(false, Duration.ofMillis(20)));
    }

    private boolean excused(Delivery earlier, Delivery later, Runs ofA) {
        return lapses.explain(earlier, later, call -> call.worker().equals("A") ? ofA : UNKNOWN);
    }

    private static Runs completedIn(int milliseconds) {
        return Runs.of(JOB, List.of("Job webhook %s completed in %d ms".formatted(JOB, milliseconds)));
    }

    private static Runs failedAfter(int milliseconds) {
        return Runs.of(
                JOB,
                List.of("Job webhook %s stopped after %d ms (attempt 1); SQS redelivers it: lease lost"
                        .formatted(JOB, milliseconds)));
    }

    private static Delivery call(String worker, double at) {
        return call(worker, at, Duration.ofMillis(100));
    }

    private static Delivery call(String worker, double at, Duration delay) {
        return new Delivery(JOB, worker, 1, seconds(at), new Reply(204, delay));
    }

    private static long seconds(double time) {
        return (long) (time * 1e9);
    }
}
