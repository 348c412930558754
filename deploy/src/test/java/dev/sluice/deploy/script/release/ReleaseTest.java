package dev.sluice.deploy.script.release;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.elasticbeanstalk.model.ApplicationVersionStatus;

import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;

import static dev.sluice.deploy.script.Installation.HISTORY;
import static dev.sluice.deploy.script.Installation.LOCK;
import static dev.sluice.deploy.script.Installation.OLD;
import static dev.sluice.deploy.script.Installation.PRODUCER;
import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.WORKER_NORMAL;
import static dev.sluice.deploy.script.Installation.allOn;
import static org.assertj.core.api.Assertions.assertThat;

/** A version's way to an environment, when Elastic Beanstalk does as it should and when it does not. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class ReleaseTest {

    @AutoClose
    private final Installation dev = Installation.running();

    private final FakeBeanstalk beanstalk = dev.aws().beanstalk();

    @Test
    void bringsTheCommitToWorkersAndThenToTheProducer() {
        Run run = dev.sluice("release", "dev", "--json");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(dev.version()));
        assertThat(dev.updated()).containsExactly(WORKER_HIGH, WORKER_NORMAL, PRODUCER);
        assertThat(run.json().path("outcome").asText()).isEqualTo("released");
        assertThat(run.json().path("version").asText()).isEqualTo(dev.version());
        assertThat(run.json().path("environments"))
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.path("health").asText()).isEqualTo("Green"));
        assertThat(run.err().lines().filter(line -> line.contains("Environment update is starting.")))
                .as("each event is told once")
                .hasSize(3);
        assertThat(run.err()).doesNotContain("Successfully launched");
        assertThat(dev.count("DescribeEnvironments") + dev.count("DescribeEvents"))
                .as("no look where one was just made")
                .isLessThanOrEqualTo(8);
        assertThat(dev.count("DescribeInstancesHealth")).isEqualTo(3);
        assertThat(dev.aws().parameters().history(HISTORY)).last().asString().contains(dev.version());
        assertThat(dev.aws().parameters().names()).doesNotContain(LOCK);
        for (String repository : List.of("sluice-producer", "sluice-consumer")) {
            assertThat(dev.aws().repositories().tags(repository)).contains("keep-dev-" + dev.version());
        }
    }

    @Test
    void doneTwiceIsDoneOnce() {
        assertThat(dev.sluice("release", "dev").status()).isZero();
        int created = dev.count("CreateApplicationVersion");

        Run second = dev.sluice("release", "dev");

        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.err()).contains("is on " + dev.version() + "-dev-producer already");
        assertThat(dev.updated()).hasSize(3);
        assertThat(dev.count("CreateApplicationVersion")).isEqualTo(created);
        assertThat(dev.count("PutObject")).isEqualTo(2);
        assertThat(dev.count("PutImage")).isEqualTo(2);
        assertThat(dev.aws().parameters().history(HISTORY)).hasSize(2);
    }

    @Test
    void waitsForAnUpdateThatIsSlowAndTellsItsEventsOnceThoughTheyComeInPages() {
        beanstalk.tellEventsInPagesOf(2);
        beanstalk.processBundlesAfter(2);
        beanstalk.plan(WORKER_HIGH, Deployment.slow(6).seenLate());

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.err()
                        .lines()
                        .filter(line -> line.contains("Batch "))
                        .map(line -> line.replaceAll(".*Batch (\\d).*", "$1")))
                .containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(dev.labels()).isEqualTo(allOn(dev.version()));
    }

    @Test
    void anUpdateThatFailsEndsWithItsCauseAndWhatToDo() {
        beanstalk.plan(WORKER_NORMAL, Deployment.failing("CannotPullContainerError: manifest unknown"));

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err())
                .contains(WORKER_NORMAL + " is Ready, its health is Red, its version is " + OLD + "-dev-worker")
                .containsPattern(WORKER_NORMAL + ": i-\\w+ is Degraded, on " + dev.version() + "-dev-worker: Failed")
                .contains(WORKER_NORMAL + ": Incorrect application version found on 2 out of 3 instances.")
                .contains(WORKER_NORMAL + ": CannotPullContainerError: manifest unknown")
                .contains("What to do: An instance could not pull the image")
                .contains("deploy/sluice rollback dev");
        assertThat(dev.updated()).as("the producer does not go on").doesNotContain(PRODUCER);
        assertThat(dev.aws().parameters().history(HISTORY))
                .as("it is not good")
                .last()
                .isEqualTo("{\"failed\":\"" + dev.version() + "\"}");
        assertThat(dev.aws().parameters().names()).doesNotContain(LOCK);
    }

    @Test
    void anEnvironmentThatStaysRedIsAFailure() {
        beanstalk.plan(PRODUCER, Deployment.red(1));
        beanstalk.isIll(PRODUCER, "100.0 % of the requests are erroring with HTTP 5xx.");

        Run run = dev.sluice("release", "dev", "--json");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err())
                .contains("its health is Red")
                .contains("100.0 % of the requests are erroring with HTTP 5xx.");
        assertThat(run.json().path("error").asText()).isEqualTo("dev is not well on " + dev.version());
        assertThat(run.json().path("advice").asText()).contains("deploy/sluice logs dev");
    }

    @Test
    void anEnvironmentMayTakeAWhileToBecomeGreen() {
        beanstalk.plan(PRODUCER, Deployment.red(2).thenGreen());
        dev.script().with("SLUICE_SETTLE_SECONDS", "120");

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
    }

    @Test
    void goesBackByItselfWhenAsked() {
        beanstalk.plan(PRODUCER, Deployment.red(1));

        Run run = dev.sluice("release", "dev", "--auto-rollback", "--json");

        assertThat(run.status()).as(run.toString()).isEqualTo(4);
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
        assertThat(run.json().path("outcome").asText()).isEqualTo("rolled back");
    }

    /** The label is the old one again, and two of three instances run the new version. */
    @Test
    void goesBackWhereAnUpdateFailedInTheMiddle() {
        beanstalk.plan(WORKER_NORMAL, Deployment.failing("CannotPullContainerError: manifest unknown"));

        Run run = dev.sluice("release", "dev", "--auto-rollback");

        assertThat(run.status()).as(run.toString()).isEqualTo(4);
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
        assertThat(dev.updated()).containsExactly(WORKER_HIGH, WORKER_NORMAL, WORKER_HIGH, WORKER_NORMAL);
        assertThat(dev.aws().parameters().history(HISTORY))
                .containsExactly(
                        "{\"version\":\"" + OLD + "\"}",
                        "{\"failed\":\"" + dev.version() + "\"}",
                        "{\"version\":\"" + OLD + "\"}");
    }

    @Test
    void endsAnUpdateThatTakesTooLongBeforeItGoesBack() {
        beanstalk.plan(WORKER_HIGH, Deployment.stuck());
        // Fifteen seconds of questions at the pace of the others would take a processor for as long.
        dev.script().with("SLUICE_POLL_SECONDS", "1");

        Run run = dev.sluice("release", "dev", "--auto-rollback", "--timeout", "15");

        assertThat(run.status()).as(run.toString()).isEqualTo(4);
        assertThat(run.err()).contains("not done after 15 s");
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
    }

    @Test
    void throttlingDelaysItAndNoMore() {
        dev.aws().faults().plan("DescribeEvents", 2, AwsError.throttling());
        dev.aws().faults().plan("UpdateEnvironment", 1, AwsError.throttling());

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(dev.version()));
    }

    @Test
    void throttlingThatOutlastsTheRetriesOfOneQuestionDoesNotEndTheWaiting() {
        dev.script().with("AWS_MAX_ATTEMPTS", "1");
        beanstalk.plan(WORKER_HIGH, Deployment.slow(3));
        dev.aws().faults().plan("UpdateEnvironment", () -> {});
        dev.aws().faults().plan("UpdateEnvironment", () -> dev.aws()
                .faults()
                .plan("DescribeEnvironments", 2, AwsError.throttling()));

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.err()).contains("warning: An error occurred (Throttling)");
    }

    @Test
    void anExpiredSessionIsSaidAndTheSameCommandCompletesTheRelease() {
        dev.aws().faults().plan("UpdateEnvironment", () -> {});
        dev.aws().faults().plan("UpdateEnvironment", 1, AwsError.expiredToken());

        Run first = dev.sluice("release", "dev");
        Run second = dev.sluice("release", "dev");

        assertThat(first.status()).as(first.toString()).isEqualTo(1);
        assertThat(first.err()).contains("the AWS session has expired").contains("run the same command");
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(dev.version()));
    }

    @Test
    void aBundleThatIsMissingIsSaidAndUploadedTheNextTime() {
        dev.aws().faults().plan("CreateApplicationVersion", () -> dev.aws()
                .buckets()
                .objects(FakeBeanstalk.BUCKET)
                .clear());

        Run first = dev.sluice("release", "dev");
        Run second = dev.sluice("release", "dev");

        assertThat(first.status()).as(first.toString()).isEqualTo(1);
        assertThat(first.err()).contains("could not be made of the bundle sluice/dev/" + dev.version() + "/worker.zip");
        assertThat(first.err()).contains("Unable to download from S3 location");
        assertThat(second.status()).as(second.toString()).isZero();
    }

    @Test
    void aVersionThatCouldNotBeProcessedIsMadeAnew() {
        beanstalk.processBundlesAs(ApplicationVersionStatus.FAILED);
        Run first = dev.sluice("release", "dev");
        beanstalk.processBundlesAs(ApplicationVersionStatus.PROCESSED);

        Run second = dev.sluice("release", "dev");

        assertThat(first.status()).as(first.toString()).isEqualTo(1);
        assertThat(first.err()).contains("Elastic Beanstalk could not process it");
        assertThat(dev.updated()).as("by the second only").hasSize(3);
        assertThat(second.status()).as(second.toString()).isZero();
    }

    @Test
    void anEnvironmentThatIsNotThereIsForBootstrap() {
        beanstalk.terminate(WORKER_HIGH);

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err())
                .contains("there is no Beanstalk environment " + WORKER_HIGH)
                .contains("deploy/sluice bootstrap dev");
    }

    @Test
    void changesThatAreNotCommittedAreRefused() {
        dev.checkout().set("CONCURRENCY", "7");

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("there are changes that are not committed");
        assertThat(dev.calls()).isEmpty();
    }

    @Test
    void aVersionThatIsNotInTheRegistryIsNotReleased() {
        Run run = dev.sluice("release", "dev", "--version", "abcdef0-20260101T000000Z");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("sluice-producer:abcdef0-20260101T000000Z is not in ECR");
        assertThat(dev.updated()).isEmpty();
    }

    @Test
    void aVersionThatIsNamedIsReleasedFromAnotherCommit() {
        String named = dev.version();
        dev.checkout().write("README.md", "newer");
        dev.checkout().commit("Go on");

        Run run = dev.sluice("release", "dev", "--version=" + named);

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.err()).contains("the bundle is of the one checked out");
        assertThat(List.copyOf(dev.labels().values()))
                .allSatisfy(label -> assertThat(label).startsWith(named));
    }
}
