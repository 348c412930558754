package dev.sluice.worker.probe;

import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.sluice.test.SluiceJobs;
import dev.sluice.test.SubmittedJob;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.intake.JobPipelineTest;
import dev.sluice.worker.probe.Probe.Behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What the kit for tests of handlers tells of a job that goes through the queue. */
@QuarkusTest
@TestProfile(JobPipelineTest.Impatient.class)
class SluiceJobsTest {

    @Inject
    SluiceJobs jobs;

    @Inject
    ProbeHandler probes;

    @Test
    void saysWithWhichWordsAJobWasCompleted() {
        SubmittedJob job = jobs.submit(new Hello("you"));

        assertThat(job.awaitOutcome()).isEqualTo(Outcome.completed("Hello, you"));
        assertThat(job.type()).isEqualTo("test-hello");
    }

    @Test
    void tellsOfEachTryInTurn() {
        SubmittedJob job = jobs.submit(new Probe(Behaviour.FAIL));

        assertThat(job.awaitOutcome()).isInstanceOfSatisfying(Outcome.Retry.class, retry -> assertThat(retry.reason())
                .contains("made up"));
        assertThat(job.awaitOutcome()).isEqualTo(Outcome.completed());
    }

    @Test
    void goesOnToTheOutcomeThatEndsAJob() {
        assertThat(jobs.submit(new Probe(Behaviour.RETRY_AT_ONCE)).awaitEnd()).isEqualTo(Outcome.completed());
        assertThat(jobs.submit(new Probe(Behaviour.REJECT)).awaitEnd()).isEqualTo(Outcome.rejected("made up"));
    }

    @Test
    void saysWhyAWorkerRefusesAPayload() {
        assertThat(jobs.submit(new Hello(" ")).awaitOutcome())
                .isEqualTo(Outcome.rejected("data.name must not be blank"));
        assertThat(jobs.submitJson("test-hello", "{\"name\":5}").awaitOutcome())
                .isEqualTo(Outcome.rejected("data: name must be a string"));
    }

    @Test
    void saysThatNobodyHandlesAType() {
        assertThat(jobs.submitJson("test-unheard-of", "{}").awaitOutcome()).isEqualTo(Outcome.retry("no handler"));
    }

    @Test
    void aHandlerLearnsTheTenant() {
        SubmittedJob job = jobs.submit(new Probe(Behaviour.COMPLETE), "acme");

        job.awaitOutcome();

        assertThat(probes.tenant(job.id())).contains("acme");
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        SubmittedJob job = jobs.submit(new Hello("you"));
        job.awaitOutcome();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> job.awaitOutcome(Duration.ofMillis(1)))
                .withMessageContaining(job.id())
                .withMessageContaining("no further outcome after 1 ms");
    }

    @Test
    void refusesARecordThatIsNoPayload() {
        record Stranger(Map<String, String> any) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> jobs.submit(new Stranger(Map.of())))
                .withMessageContaining("is not a @JobType record");
    }
}
