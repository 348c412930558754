package dev.sluice.deploy.script.release;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;

import static dev.sluice.deploy.script.Installation.ENVIRONMENTS;
import static dev.sluice.deploy.script.Installation.HISTORY;
import static dev.sluice.deploy.script.Installation.OLD;
import static dev.sluice.deploy.script.Installation.PRODUCER;
import static dev.sluice.deploy.script.Installation.WORKER_NORMAL;
import static dev.sluice.deploy.script.Installation.allOn;
import static dev.sluice.deploy.script.Installation.label;
import static org.assertj.core.api.Assertions.assertThat;

/** The way back. Three versions were good: the first, {@code OLD}, and the one that runs. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class RollbackTest {

    private static final String FIRST = "0000000-20261001T000000Z";
    private static final String NEW = "0000002-20261120T000000Z";

    @AutoClose
    private final Installation dev = Installation.running();

    @BeforeEach
    void runTheNewOne() {
        dev.know(FIRST);
        dev.know(NEW);
        dev.recordGood(FIRST);
        dev.recordGood(OLD);
        dev.recordGood(NEW);
        ENVIRONMENTS.forEach(name -> dev.aws().beanstalk().create(name, label(NEW, name)));
    }

    @Test
    void goesBackToTheVersionBefore() {
        Run run = dev.sluice("rollback", "dev", "--json");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
        assertThat(dev.updated()).as("the producer first").startsWith(PRODUCER);
        assertThat(run.json().path("version").asText()).isEqualTo(OLD);
        assertThat(dev.count("CreateApplicationVersion")).isZero();
    }

    @Test
    void aSecondTimeGoesBackFurtherAndNeverForth() {
        dev.sluice("rollback", "dev");

        Run second = dev.sluice("rollback", "dev");
        Run third = dev.sluice("rollback", "dev");

        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(FIRST));
        assertThat(third.status()).as(third.toString()).isEqualTo(3);
        assertThat(third.err()).contains("nothing is known of a version before " + FIRST);
    }

    @Test
    void interruptedItIsCompletedByTheSameCommand() {
        dev.aws().faults().plan("UpdateEnvironment", () -> {});
        dev.aws().faults().plan("UpdateEnvironment", 1, AwsError.expiredToken());

        Run first = dev.sluice("rollback", "dev");
        Run second = dev.sluice("rollback", "dev");

        assertThat(first.status()).as(first.toString()).isEqualTo(1);
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
    }

    @Test
    void goesToTheVersionThatIsNamed() {
        Run run = dev.sluice("rollback", "dev", FIRST);

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(FIRST));
    }

    @Test
    void aVersionThatTheEnvironmentNeverHadIsRefused() {
        Run run = dev.sluice("rollback", "dev", "abcdef0-20260101T000000Z");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("dev has no version abcdef0-20260101T000000Z to go back to");
        assertThat(dev.updated()).isEmpty();
    }

    /** The failed update has reset the label to the good version while instances still run the one that failed. */
    @Test
    void afterAReleaseThatFailedItReturnsToWhatWasGood() {
        dev.aws().beanstalk().plan(WORKER_NORMAL, Deployment.failing("Essential container in task exited"));
        Run release = dev.sluice("release", "dev");

        Run run = dev.sluice("rollback", "dev");

        assertThat(release.status()).as(release.toString()).isEqualTo(1);
        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(NEW));
        assertThat(dev.updated()).doesNotContain(PRODUCER);
        assertThat(dev.aws().parameters().history(HISTORY))
                .as("no good version is counted bad")
                .doesNotContain("{\"left\":\"" + NEW + "\"}")
                .last()
                .isEqualTo("{\"version\":\"" + NEW + "\"}");
    }

    @Test
    void afterAnUpdateThatWasEndedByHandItReturnsToWhatWasGood() {
        String tried = "0000003-20261121T000000Z";
        dev.know(tried);
        dev.aws().beanstalk().plan(WORKER_NORMAL, Deployment.stuck());
        dev.aws().beanstalk().deployByHand(WORKER_NORMAL, label(tried, WORKER_NORMAL));
        dev.aws().beanstalk().abortByHand(WORKER_NORMAL);

        Run run = dev.sluice("rollback", "dev");
        Run further = dev.sluice("rollback", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.err()).contains("Going back to " + NEW);
        assertThat(dev.updated()).as("by the first").startsWith(WORKER_NORMAL, PRODUCER);
        assertThat(further.status()).as(further.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
    }

    /** Where it fails before an instance is reached, nothing runs that would tell. */
    @Test
    void afterAReleaseThatFailedWithoutATraceItStaysOnWhatWasGood() {
        dev.recordFailed("0000003-20261121T000000Z");

        Run run = dev.sluice("rollback", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(NEW));
        assertThat(dev.updated()).isEmpty();
    }

    @Test
    void staysWhereItIsWhenTheImagesOfTheVersionBeforeAreGone() {
        dev.aws().repositories().remove("sluice-consumer", "keep-dev-" + OLD);
        dev.aws().repositories().remove("sluice-consumer", OLD);

        Run run = dev.sluice("rollback", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("sluice-consumer:" + OLD + " is not in ECR");
        assertThat(dev.updated()).isEmpty();
        assertThat(dev.aws().parameters().history(Installation.HISTORY))
                .last()
                .asString()
                .contains(NEW)
                .doesNotContain("left");
    }

    @Test
    void failsWithTheCauseWhenTheOldOneIsNotWellEither() {
        dev.aws().beanstalk().plan(PRODUCER, Deployment.failing("Essential container in task exited"));

        Run run = dev.sluice("rollback", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("dev is not well on " + OLD).contains("Essential container in task exited");
    }
}
