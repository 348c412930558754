package dev.sluice.dashboard.fleet;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.sluice.dashboard.fleet.StatusMessage.Level;
import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.dashboard.queue.QueueDepth.DeadLetters;
import dev.sluice.dashboard.service.ServiceState;
import dev.sluice.dashboard.service.ServiceState.State;
import dev.sluice.dashboard.service.WatchedServices;

import static org.assertj.core.api.Assertions.assertThat;

class FleetStatusTest {

    private static final Optional<Duration> NOW = Optional.of(Duration.ZERO);
    private static final Optional<Duration> NEVER = Optional.empty();

    @Test
    void nothingMeasuredIsAnInvitationUnlessJobsWait() {
        Fleet none = fleet(NEVER, NEVER, 0, 0, 0, 0, Double.NaN, Double.NaN);

        assertThat(judge(none, queues(0, 0)))
                .isEqualTo(
                        StatusMessage.unknown("No jobs yet", "Nothing has been measured so far. Send a sample job."));
        assertThat(judge(none, queues(1, 0)))
                .isEqualTo(StatusMessage.bad(
                        "No worker", "1 job in the queues and no worker reports. Start the consumer."));
    }

    @Test
    void silenceIsWorseWhenJobsWait() {
        Optional<Duration> silence = Optional.of(Duration.ofSeconds(31));
        Fleet silent = fleet(silence, silence, 0, 0, 0, 0, 0, 0);

        assertThat(judge(silent, queues(0, 0)).level()).isEqualTo(Level.WARNING);
        assertThat(judge(silent, queues(1_200, 0)).level()).isEqualTo(Level.BAD);
        assertThat(judge(silent, queues(0, 0)).sentence()).contains("for 31 s");
    }

    @Test
    void aProducerAloneDoesNoJobs() {
        Fleet alone = fleet(NOW, NEVER, 2, 0, 0, 0, Double.NaN, Double.NaN);

        assertThat(judge(alone, queues(1_200, 0)))
                .isEqualTo(StatusMessage.bad(
                        "No worker", "1,200 jobs in the queues and no worker reports. Start the consumer."));
        assertThat(judge(alone, queues(0, 0)).level()).isEqualTo(Level.WARNING);
    }

    @Test
    void aConsumerThatHasEndedIsMissedWithinSecondsHoweverWellItsLastFiguresLook() {
        Fleet good = fleet(NOW, Optional.of(Duration.ofSeconds(6)), 10, 10, 0, 0, 0, 0.2);

        StatusMessage waiting = judge(good, queues(12, 0), Duration.ZERO, consumer(State.DOWN, "has ended"));

        assertThat(waiting)
                .isEqualTo(
                        StatusMessage.bad(
                                "Consumer down",
                                "The consumer has ended: nothing answers at http://localhost:9001. 12 jobs wait. Its log says why."));
        assertThat(judge(good, queues(0, 0), Duration.ZERO, consumer(State.DOWN, "has ended"))
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(judge(good, queues(1, 0), Duration.ZERO, consumer(State.SILENT, "does not answer"))
                        .headline())
                .isEqualTo("Consumer down");
    }

    @Test
    void aConsumerThatFailedToStartIsNamedBeforeAnythingWasMeasured() {
        Fleet none = fleet(NEVER, NEVER, 0, 0, 0, 0, Double.NaN, Double.NaN);

        assertThat(judge(none, queues(0, 0), Duration.ZERO, consumer(State.DOWN, "has not started")))
                .isEqualTo(StatusMessage.warning(
                        "Consumer down",
                        "The consumer has not started: nothing answers at http://localhost:9001. Its log says why."));
        assertThat(judge(none, queues(1, 0), Duration.ZERO, consumer(State.STARTING, "has not answered yet")))
                .isEqualTo(StatusMessage.unknown("Starting", "The consumer has not answered yet. 1 job waits."));
    }

    @Test
    void anotherWorkerThatReportsIsWorkerEnough() {
        Fleet good = fleet(NOW, NOW, 10, 10, 0, 0, 0, 0.2);

        assertThat(judge(good, queues(0, 0), Duration.ZERO, consumer(State.DOWN, "has ended"))
                        .headline())
                .isEqualTo("Keeping up");
    }

    @Test
    void aProducerThatIsDownTakesNoJobs() {
        Fleet good = fleet(NOW, NOW, 0, 0, 0, 0, 0, 0);
        ServiceState down =
                new ServiceState("producer", URI.create("http://localhost:9000"), true, State.DOWN, "has not started");

        assertThat(FleetStatus.of(new Desk(
                        good, queues(0, 0), new WatchedServices.Seen(down, consumer(State.UP, "")), Duration.ZERO)))
                .isEqualTo(StatusMessage.bad(
                        "Producer down",
                        "The producer has not started: nothing answers at http://localhost:9000, and no job can be"
                                + " submitted. Its log says why."));
    }

    @Test
    void jobsThatNobodyTakesStandStillWhateverTheMetersSay() {
        Fleet idle = fleet(NOW, NOW, 0, 0, 0, 0, 0, 0);

        assertThat(judge(idle, queues(12, 0), Duration.ofSeconds(10), consumer(State.UP, "")))
                .isEqualTo(StatusMessage.bad(
                        "Standing still",
                        "12 jobs wait for 10 s and no worker takes any, although slots are free. Look at the consumer's"
                                + " log."));
        assertThat(judge(idle, queues(12, 0), Duration.ofSeconds(10), consumer(State.NOT_READY, "jobs: queue away"))
                        .sentence())
                .endsWith("The consumer is not ready: jobs: queue away.");
        assertThat(judge(idle, queues(12, 0), Duration.ofSeconds(9), consumer(State.UP, ""))
                        .headline())
                .isNotEqualTo("Standing still");
        assertThat(judge(
                                fleet(NOW, NOW, 0, 0, 0, 0, 0, 0.95),
                                queues(12, 0),
                                Duration.ofMinutes(1),
                                consumer(State.UP, ""))
                        .headline())
                .as("slow jobs in all slots")
                .isNotEqualTo("Standing still");
    }

    @Test
    void whatNobodyDrainsAndWhatWaitsForItsGroupDoesNotStandStill() {
        Fleet idle = fleet(NOW, NOW, 0, 0, 0, 0, 0, 0);
        List<QueueDepth> others = List.of(
                new QueueDepth("of-another-application", 5, 0, 0, 0, null),
                new QueueDepth("ordered.fifo", 5, 1, 0, 0, null));

        assertThat(judge(idle, others, Duration.ofMinutes(1), consumer(State.UP, ""))
                        .headline())
                .isNotEqualTo("Standing still");
    }

    @Test
    void oldJobsAreTheFleetsFaultWhenItIsBusy() {
        Fleet busy = fleet(NOW, NOW, 20, 12, 0, 0, 301, 0.98);

        assertThat(judge(busy, queues(5_000, 0)))
                .isEqualTo(StatusMessage.bad(
                        "Not keeping up",
                        "Jobs in jobs-normal have waited for 5 min: 98 % of the slots are busy, the longest with"
                                + " webhook (p95 2.3 s). Add workers or raise their concurrency."));
    }

    @Test
    void jobsThatFailAreNamedAsTheCause() {
        Fleet failing = fleet(NOW, NOW, 20, 1, 15, 0, 60, 0.3);

        assertThat(judge(failing, queues(500, 0)))
                .isEqualTo(StatusMessage.warning(
                        "Falling behind",
                        "Jobs in jobs-normal have waited for 60 s: most jobs fail and are tried again (15/s)."
                                + " Look at the consumer's log."));
        assertThat(judge(fleet(NOW, NOW, 20, 1, 15, 0, 0, 0.3), queues(0, 0)).headline())
                .isEqualTo("Jobs fail");
    }

    @Test
    void freeSlotsBesideABacklogAreAQuestion() {
        Fleet idle = fleet(NOW, NOW, 20, 12, 0, 0, 60, 0.2);

        assertThat(judge(idle, queues(500, 0)).sentence())
                .contains("yet only 20 % of the slots are busy", "FIFO group");
    }

    @Test
    void deadLettersAreToldWithTheQueueThatHasMost() {
        Fleet good = fleet(NOW, NOW, 10, 10, 0, 0, 0, 0.2);

        assertThat(judge(good, queues(0, 3)))
                .isEqualTo(StatusMessage.warning(
                                "Dead letters",
                                "The fleet keeps up, but 3 jobs have failed for good. Mend the cause, then retry.")
                        .about("jobs-normal"));
        assertThat(judge(good, queues(0, 1)).sentence()).contains("1 job has failed for good");
    }

    @Test
    void lostLeasesAreAWarning() {
        assertThat(judge(fleet(NOW, NOW, 10, 10, 0, 11, 0, 0.2), queues(0, 0)).headline())
                .isEqualTo("Leases lost");
        assertThat(judge(fleet(NOW, NOW, 10, 10, 0, 10, 0, 0.2), queues(0, 0)).headline())
                .isEqualTo("Keeping up");
    }

    @Test
    void anIdleFleetIsGoodAndSaysWhatToDo() {
        assertThat(judge(fleet(NOW, NOW, 0, 0, 0, 0, 0, 0), queues(0, 0)))
                .isEqualTo(StatusMessage.good(
                        "Idle", "The queues are empty and the workers are free. Send a sample job."));
    }

    /** Of services nobody knows anything. */
    private static StatusMessage judge(Fleet fleet, List<QueueDepth> queues) {
        ServiceState unknown =
                new ServiceState("consumer", URI.create("http://localhost:9001"), false, State.DOWN, "has not started");
        return judge(fleet, queues, Duration.ZERO, unknown);
    }

    private static StatusMessage judge(Fleet fleet, List<QueueDepth> queues, Duration waiting, ServiceState consumer) {
        ServiceState producer = new ServiceState("producer", URI.create("http://localhost:9000"), true, State.UP, "");
        return FleetStatus.of(new Desk(fleet, queues, new WatchedServices.Seen(producer, consumer), waiting));
    }

    private static ServiceState consumer(State state, String detail) {
        return new ServiceState("consumer", URI.create("http://localhost:9001"), true, state, detail);
    }

    private static List<QueueDepth> queues(long visible, long dead) {
        return List.of(
                new QueueDepth("jobs-high", 0, 0, 0, 0, new DeadLetters("jobs-high-dlq", 0, null)),
                new QueueDepth("jobs-normal", visible, 0, 0, 0, new DeadLetters("jobs-normal-dlq", dead, null)),
                new QueueDepth("others", 0, 0, 0, 0, null));
    }

    private static Fleet fleet(
            Optional<Duration> silence,
            Optional<Duration> workerSilence,
            double accepted,
            double completed,
            double retried,
            double leasesLost,
            double age,
            double utilisation) {
        return new Fleet(
                silence,
                workerSilence,
                accepted,
                completed,
                retried,
                0,
                Set.of("jobs-high", "jobs-normal", "ordered.fifo"),
                leasesLost,
                "jobs-normal",
                age,
                0.04,
                "webhook",
                2.3,
                utilisation);
    }
}
