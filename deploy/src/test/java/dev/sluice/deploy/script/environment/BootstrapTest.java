package dev.sluice.deploy.script.environment;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.stack.FakeStacks;
import dev.sluice.deploy.aws.stack.ResourceTypes;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;
import dev.sluice.deploy.script.Script;

import static dev.sluice.deploy.script.Installation.ENVIRONMENTS;
import static dev.sluice.deploy.script.Installation.HISTORY;
import static dev.sluice.deploy.script.Installation.OLD;
import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.allOn;
import static dev.sluice.deploy.script.Installation.label;
import static org.assertj.core.api.Assertions.assertThat;

/** The stacks, from nothing and again. A commit's images are in ECR already: that they get there is a release's business, too. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class BootstrapTest {

    /** For a run beside others, on a machine that is busy. */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final String NEWEST = FakeBeanstalk.platform("4.10.2");

    private static final String TEMPLATE = "deploy/infrastructure/environment.yaml";

    @AutoClose
    private final Installation dev = Installation.empty();

    private final FakeStacks stacks = dev.aws().stacks();
    private final FakeBeanstalk beanstalk = dev.aws().beanstalk();

    @BeforeAll
    static void loadTypes() {
        ResourceTypes.load();
    }

    @Test
    void anEmptyAccountHasAnEnvironmentThatRunsTheCommitASecondTimeChangesNothingAndNothingIsReplaced() {
        dev.addImages(dev.version());

        Run first = dev.sluice("bootstrap", "dev", "--json");
        Run second = dev.sluice("bootstrap", "dev");
        dev.checkout()
                .write(
                        TEMPLATE,
                        dev.checkout().read(TEMPLATE).replace("Tier: {Name: WebServer", "Tier: {Name: Worker"));
        Run replacing = dev.sluice("bootstrap", "dev");

        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(first.json().path("stacks")).hasSize(2);
        assertThat(dev.labels()).isEqualTo(allOn(dev.version()));
        assertThat(ENVIRONMENTS)
                .allSatisfy(name -> assertThat(beanstalk.platformOf(name)).isEqualTo(NEWEST));
        assertThat(dev.aws().parameters().history(HISTORY))
                .singleElement()
                .asString()
                .as("a version to go back to")
                .contains(dev.version());
        assertThat(stacks.parameters("sluice-dev"))
                .containsAllEntriesOf(Map.of("Environment", "dev", "WorkerHighMin", "1", "CertificateArn", ""))
                .doesNotContainKeys("ConsumerMemory", "AwsRegion", "PlatformBranch");
        assertThat(dev.aws().calls("CreateChangeSet"))
                .extracting(call -> call.text("StackName"))
                .startsWith("sluice-shared", "sluice-dev", "sluice-shared", "sluice-dev");
        // A call takes small templates only.
        assertThat(dev.aws().calls("CreateChangeSet")).allSatisfy(call -> {
            assertThat(call.text("TemplateURL"))
                    .matches(
                            "https://" + FakeBeanstalk.BUCKET
                                    + "\\.s3\\.eu-central-1\\.amazonaws\\.com/sluice/templates/sluice-[a-z]+-[0-9a-f]{40}\\.yaml");
            assertThat(call.input().path("Tags").toString()).contains("\"application\"");
        });
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.err()).contains("Nothing has changed in sluice-shared", "Nothing has changed in sluice-dev");
        assertThat(replacing.status()).as(replacing.toString()).isEqualTo(3);
        assertThat(replacing.err())
                .contains("Producer (AWS::ElasticBeanstalk::Environment): Tier")
                .contains("would have to replace what has a fixed name");
        assertThat(dev.count("ExecuteChangeSet")).isEqualTo(2);
        assertThat(dev.count("CreateApplicationVersion")).isEqualTo(2);
    }

    /** CloudFormation may tell Elastic Beanstalk all of an environment, and goes back to what it knows when a change fails. */
    @Test
    void aLaterChangeKeepsWhatRunsByThenEvenIfItFails() {
        dev.addImages(dev.version());
        assertThat(dev.sluice("bootstrap", "dev").status()).isZero();
        String managed = FakeBeanstalk.platform("4.11.0");
        beanstalk.offerPlatforms("4.11.0", "4.12.0");
        dev.know(OLD);
        ENVIRONMENTS.forEach(name -> {
            beanstalk.create(name, label(OLD, name));
            beanstalk.runOn(name, managed);
        });
        dev.checkout().set("WORKER_HIGH_MIN", "2");
        dev.checkout().set("WORKER_HIGH_MAX", "5");
        // The first update is the one by which the stack learns what runs.
        dev.aws().faults().plan("ExecuteChangeSet", () -> {});
        dev.aws()
                .faults()
                .plan(
                        "ExecuteChangeSet",
                        () -> stacks.failAt("NoWorkerAlarm", "AWS::CloudWatch::Alarm", "Not allowed."));

        Run first = dev.sluice("bootstrap", "dev");
        Map<String, String> afterFailure = dev.labels();
        Run second = dev.sluice("bootstrap", "dev");
        Run newest = dev.sluice("bootstrap", "dev", "--newest-platform");

        assertThat(first.status()).as(first.toString()).isEqualTo(1);
        assertThat(first.err())
                .contains("The stack learns first what runs in " + WORKER_HIGH + "\n")
                .contains("NoWorkerAlarm (AWS::CloudWatch::Alarm): Not allowed.");
        assertThat(afterFailure).isEqualTo(allOn(OLD));
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.err()).doesNotContain("learns");
        assertThat(newest.status()).as(newest.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
        assertThat(stacks.parameters("sluice-dev")).containsEntry("WorkerHighMin", "2");
        assertThat(ENVIRONMENTS)
                .allSatisfy(name -> assertThat(beanstalk.platformOf(name)).isEqualTo(FakeBeanstalk.platform("4.12.0")));
    }

    @Test
    void whatCouldNotBeMadeIsSaidAndTheNextTimeBeginsAnewAndInterruptedIsCompleted() {
        dev.addImages(dev.version());
        stacks.create("sluice-shared", "UPDATE_IN_PROGRESS");
        stacks.becomes("sluice-shared", "UPDATE_COMPLETE", 2);
        // Of the shared stack's change nothing fails: its failure is the second's.
        dev.aws().faults().plan("ExecuteChangeSet", () -> {});
        dev.aws()
                .faults()
                .plan(
                        "ExecuteChangeSet",
                        () -> stacks.failAt(
                                "Producer", "AWS::ElasticBeanstalk::Environment", "The launch has failed."));

        Run first = dev.sluice("bootstrap", "dev");
        stacks.takeLooks(5);
        try (Script.Started interrupted = dev.script().start("bootstrap", "dev")) {
            Awaitility.await().atMost(LONG).until(() -> dev.count("ExecuteChangeSet") == 3);
            interrupted.terminate();
            assertThat(interrupted.end().status()).isEqualTo(143);
        }
        Run third = dev.sluice("bootstrap", "dev");

        assertThat(first.status()).as(first.toString()).isEqualTo(1);
        assertThat(first.err())
                .contains("The stack sluice-shared is being changed (UPDATE_IN_PROGRESS): waiting")
                .contains("The launch has failed.")
                .doesNotContain("cancelled");
        assertThat(third.status()).as(third.toString()).isZero();
        assertThat(third.err()).contains("The stack sluice-dev is being changed (CREATE_IN_PROGRESS): waiting");
        assertThat(dev.labels()).isEqualTo(allOn(dev.version()));
        assertThat(dev.aws().parameters().history(HISTORY)).hasSize(1);
    }

    @Test
    void whatIsToBeginMustBeACommit() {
        dev.checkout().set("CONCURRENCY", "7");

        Run run = dev.sluice("bootstrap", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("there are changes that are not committed");
        assertThat(dev.count("CreateChangeSet")).isZero();
    }
}
