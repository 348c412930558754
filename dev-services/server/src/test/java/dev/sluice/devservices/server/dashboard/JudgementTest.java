package dev.sluice.devservices.server.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.sluice.devservices.server.dashboard.QueueDepth.DeadLetters;
import dev.sluice.devservices.server.dashboard.Verdict.Level;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementTest {

    private static final Optional<Duration> NOW = Optional.of(Duration.ZERO);

    @Test
    void nothingMeasuredIsAnInvitationUnlessJobsWait() {
        Fleet none = fleet(Optional.empty(), 0, 0, 0, 0, Double.NaN, Double.NaN, false);

        assertThat(Judgement.of(none, queues(0, 0)))
                .isEqualTo(Verdict.unknown("No jobs yet", "Nothing has been measured so far. Send a sample job."));
        assertThat(Judgement.of(none, queues(1, 0)))
                .isEqualTo(Verdict.bad("No worker", "1 job in the queues and no worker reports. Start the consumer."));
    }

    @Test
    void silenceIsWorseWhenJobsWait() {
        Fleet silent = fleet(Optional.of(Duration.ofSeconds(31)), 0, 0, 0, 0, 0, 0, true);

        assertThat(Judgement.of(silent, queues(0, 0)).level()).isEqualTo(Level.WARNING);
        assertThat(Judgement.of(silent, queues(1_200, 0)).level()).isEqualTo(Level.BAD);
        assertThat(Judgement.of(silent, queues(0, 0)).sentence()).contains("for 31 s");
    }

    @Test
    void aProducerAloneDoesNoJobs() {
        Fleet alone = fleet(NOW, 2, 0, 0, 0, Double.NaN, Double.NaN, false);

        assertThat(Judgement.of(alone, queues(1_200, 0)))
                .isEqualTo(Verdict.bad(
                        "No worker", "1,200 jobs in the queues and no worker reports. Start the consumer."));
        assertThat(Judgement.of(alone, queues(0, 0)).level()).isEqualTo(Level.WARNING);
    }

    @Test
    void oldJobsAreTheFleetsFaultWhenItIsBusy() {
        Fleet busy = fleet(NOW, 20, 12, 0, 0, 301, 0.98, true);

        assertThat(Judgement.of(busy, queues(5_000, 0)))
                .isEqualTo(Verdict.bad(
                        "Not keeping up",
                        "Jobs in jobs-normal have waited for 5 min: 98 % of the slots are busy, the longest with"
                                + " webhook (p95 2.3 s). Add workers or raise their concurrency."));
    }

    @Test
    void jobsThatFailAreNamedAsTheCause() {
        Fleet failing = fleet(NOW, 20, 1, 15, 0, 60, 0.3, true);

        assertThat(Judgement.of(failing, queues(500, 0)))
                .isEqualTo(Verdict.warning(
                        "Falling behind",
                        "Jobs in jobs-normal have waited for 60 s: most jobs fail and are tried again (15/s)."
                                + " Look at the consumer's log."));
        assertThat(Judgement.of(fleet(NOW, 20, 1, 15, 0, 0, 0.3, true), queues(0, 0))
                        .headline())
                .isEqualTo("Jobs fail");
    }

    @Test
    void freeSlotsBesideABacklogAreAQuestion() {
        Fleet idle = fleet(NOW, 20, 12, 0, 0, 60, 0.2, true);

        assertThat(Judgement.of(idle, queues(500, 0)).sentence())
                .contains("yet only 20 % of the slots are busy", "FIFO group");
    }

    @Test
    void deadLettersAreToldWithTheQueueThatHasMost() {
        Fleet good = fleet(NOW, 10, 10, 0, 0, 0, 0.2, true);

        assertThat(Judgement.of(good, queues(0, 3)))
                .isEqualTo(Verdict.warning(
                        "Dead letters",
                        "The fleet keeps up, but 3 jobs have failed for good. Look at jobs-normal-dlq, mend the cause,"
                                + " then redrive."));
        assertThat(Judgement.of(good, queues(0, 1)).sentence()).contains("1 job has failed for good");
    }

    @Test
    void lostLeasesAreAWarning() {
        assertThat(Judgement.of(fleet(NOW, 10, 10, 0, 11, 0, 0.2, true), queues(0, 0))
                        .headline())
                .isEqualTo("Leases lost");
        assertThat(Judgement.of(fleet(NOW, 10, 10, 0, 10, 0, 0.2, true), queues(0, 0))
                        .headline())
                .isEqualTo("Keeping up");
    }

    @Test
    void anIdleFleetIsGoodAndSaysWhatToDo() {
        assertThat(Judgement.of(fleet(NOW, 0, 0, 0, 0, 0, 0, true), queues(0, 0)))
                .isEqualTo(Verdict.good("Idle", "The queues are empty and the workers are free. Send a sample job."));
    }

    private static List<QueueDepth> queues(long visible, long dead) {
        return List.of(
                new QueueDepth("jobs-high", 0, 0, 0, new DeadLetters("jobs-high-dlq", 0)),
                new QueueDepth("jobs-normal", visible, 0, 0, new DeadLetters("jobs-normal-dlq", dead)),
                new QueueDepth("others", 0, 0, 0, null));
    }

    private static Fleet fleet(
            Optional<Duration> silence,
            double accepted,
            double completed,
            double retried,
            double leasesLost,
            double age,
            double utilisation,
            boolean working) {
        return new Fleet(
                silence,
                accepted,
                completed,
                retried,
                leasesLost,
                "jobs-normal",
                age,
                0.04,
                "webhook",
                2.3,
                utilisation,
                working);
    }
}
