package dev.sluice.deploy.script;

import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.FakeBeanstalk;

import static org.assertj.core.api.Assertions.assertThat;

/** The stacks, from nothing and again. */
@Execution(ExecutionMode.CONCURRENT)
class BootstrapTest {

    @AutoClose
    private final Installation dev = Installation.empty();

    @Test
    void makesWhatIsSharedAndThenTheEnvironmentWithTheParametersThatItsFileHas() {
        Run run = dev.sluice("bootstrap", "dev", "--json");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.aws().stacks().names()).containsExactlyInAnyOrder("sluice-shared", "sluice-dev");
        assertThat(dev.aws().stacks().parameters("sluice-dev"))
                .containsAllEntriesOf(Map.of("Environment", "dev", "WorkerHighMin", "1", "CertificateArn", ""))
                .doesNotContainKeys("ConsumerMemory", "AwsRegion");
        assertThat(dev.aws().calls("CreateChangeSet"))
                .extracting(call -> call.text("StackName"))
                .containsExactly("sluice-shared", "sluice-dev");
        assertThat(dev.aws().calls("CreateChangeSet"))
                .allSatisfy(
                        call -> assertThat(call.input().path("Tags").toString()).contains("\"application\""));
        assertThat(run.json().path("stacks")).hasSize(2);
    }

    @Test
    void aSecondTimeChangesOnlyWhatIsDifferent() {
        dev.sluice("bootstrap", "dev");
        dev.checkout().set("WORKER_HIGH_MIN", "3");

        Run run = dev.sluice("bootstrap", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.count("ExecuteChangeSet")).isEqualTo(3);
        assertThat(dev.aws().stacks().parameters("sluice-dev")).containsEntry("WorkerHighMin", "3");
    }

    @Test
    void whatCouldNotBeMadeIsSaidAndTheNextTimeBeginsAnew() {
        dev.aws().stacks().create("sluice-shared", "CREATE_COMPLETE");
        dev.aws().stacks().failAt("Producer", "AWS::ElasticBeanstalk::Environment", "No Solution Stack named x found.");

        Run first = dev.sluice("bootstrap", "dev");
        dev.aws().stacks().create("sluice-dev", "ROLLBACK_COMPLETE");
        Run second = dev.sluice("bootstrap", "dev");

        assertThat(first.status()).as(first.toString()).isEqualTo(1);
        assertThat(first.err()).contains("No Solution Stack named x found.").doesNotContain("cancelled");
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.err()).contains("removing what is left of it");
    }

    @Test
    void aStackThatSomebodyIsChangingIsLeftAlone() {
        dev.aws().stacks().create("sluice-shared", "UPDATE_IN_PROGRESS");

        Run run = dev.sluice("bootstrap", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("the stack sluice-shared is being changed");
        assertThat(dev.count("CreateChangeSet")).isZero();
    }

    @Test
    void templatesGoThroughTheBucketSinceACallTakesOnlySmallOnes() {
        dev.sluice("bootstrap", "dev");

        assertThat(dev.aws().buckets().objects(FakeBeanstalk.BUCKET).keySet())
                .satisfiesExactlyInAnyOrder(
                        key -> assertThat(key).matches("sluice/templates/sluice-shared-[0-9a-f]{40}\\.yaml"),
                        key -> assertThat(key).matches("sluice/templates/sluice-dev-[0-9a-f]{40}\\.yaml"));
        assertThat(dev.aws().calls("CreateChangeSet")).allSatisfy(call -> assertThat(call.text("TemplateURL"))
                .startsWith("https://" + FakeBeanstalk.BUCKET + ".s3.eu-central-1.amazonaws.com/sluice/templates/"));
    }
}
