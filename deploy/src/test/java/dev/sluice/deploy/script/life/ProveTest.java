package dev.sluice.deploy.script.life;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;
import dev.sluice.deploy.script.Script;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is held against a real account, held against the stand-ins. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class ProveTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    private static final String MARK = "/sluice/dev/prove";

    @AutoClose
    private final Installation dev = Installation.empty();

    @AutoClose
    private final LocalSqs sqs = LocalSqs.start(0);

    @AutoClose
    private final LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);

    @AutoClose
    private final SqsClient jobs = SqsClient.builder()
            .endpointOverride(sqs.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @BeforeEach
    void shorten() {
        // Long enough for a machine that is busy: nothing here waits in vain.
        Proof.shorten(dev, sqs, cloudWatch, 15);
    }

    /** {@link ProveRun} has them all. */
    @Test
    void livesTheLifeChecksEachRuleAndLeavesNothing() {
        Proof.makeWhatStacksMake(dev, sqs, jobs);
        Proof proof = Proof.of(
                dev,
                jobs,
                cloudWatch.endpoint(),
                "--steps",
                "job-done,long-poll,dead-letter-alarm,platform-is-no-replacement,lifecycle-keeps,destroy-while-busy");

        assertThat(proof.verdicts()).as(proof.toString()).hasSize(7);
        assertThat(proof.verdicts().values()).as(proof.toString()).containsOnly("proved");
        assertThat(proof.run().json().path("left")).isEmpty();
        assertThat(proof.run().status()).as(proof.toString()).isZero();
        assertThat(proof.report())
                .contains("| `first-version` |", "| time from a rejected job to the alarm |", "Left behind: nothing")
                .doesNotContain(FakeIdentity.ACCOUNT);
        assertNothingIsLeft();
    }

    @Test
    void interruptedItRemovesAllThatItHasMade() {
        Proof.makeWhatStacksMake(dev, sqs, jobs);
        dev.aws().stacks().takeLooks(1_000_000);

        try (Script.Started started = dev.script().start("prove", "dev", "--yes")) {
            await().atMost(LONG).until(() -> dev.aws().stacks().names().contains("sluice-shared"));
            dev.aws().stacks().takeLooks(0);
            started.terminate();
            Run run = started.end();

            assertThat(run.status()).as(run.toString()).isEqualTo(143);
            assertThat(run.err()).contains("interrupted; removing dev", "The report is ");
        }
        assertNothingIsLeft();
    }

    @Test
    void whatAKilledOneHasLeftIsRemovedByItself() {
        dev.aws()
                .parameters()
                .set(MARK, "{\"commit\":\"" + dev.checkout().shortCommit() + "\",\"sharedWasThere\":true}");
        dev.aws()
                .parameters()
                .set(
                        "/sluice/dev/lock",
                        "{\"owner\":\"a dead one\",\"since\":\"2026-11-22T10:00:00Z\",\"token\":\"1\"}");
        dev.aws().stacks().create("sluice-shared", "CREATE_COMPLETE");
        dev.aws().stacks().create("sluice-dev", "CREATE_COMPLETE");
        dev.aws().logs().createGroup("/aws/elasticbeanstalk/sluice-dev-producer/var/log/eb-engine.log");
        dev.aws().logs().createGroup("/aws/elasticbeanstalk/sluice-devel-producer/var/log/eb-engine.log");
        dev.aws()
                .beanstalk()
                .createVersion("0000001-20261101T000000Z-dev-worker", "sluice/dev/0000001-20261101T000000Z/worker.zip");
        dev.aws()
                .beanstalk()
                .createVersion(
                        "0000001-20261101T000000Z-other-worker", "sluice/other/0000001-20261101T000000Z/worker.zip");

        Run other = dev.sluice("prove", "dev", "--yes");
        Run run = dev.sluice("prove", "dev", "--clean-up");
        Run second = dev.sluice("prove", "dev", "--clean-up");

        assertThat(other.status()).as(other.toString()).isEqualTo(3);
        assertThat(other.err()).contains("an earlier proof has left something of dev");
        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.aws().stacks().names()).containsExactly("sluice-shared");
        assertThat(dev.aws().parameters().names()).isEmpty();
        assertThat(dev.aws().logs().groups())
                .containsExactly("/aws/elasticbeanstalk/sluice-devel-producer/var/log/eb-engine.log");
        assertThat(dev.aws().beanstalk().versions()).containsExactly("0000001-20261101T000000Z-other-worker");
        assertThat(dev.aws().buckets().objects(FakeBeanstalk.BUCKET).keySet())
                .containsExactly("sluice/other/0000001-20261101T000000Z/worker.zip");
        assertThat(second.status()).as(second.toString()).isEqualTo(3);
        assertThat(second.err()).contains("there is nothing of a proof in dev");
    }

    @ParameterizedTest
    @CsvSource({
        "WORKER_INSTANCE_TYPE,m7i.large,a proof takes one of t3.micro",
        "WORKER_HIGH_MIN,2,in a proof it is 1",
        "WORKER_NORMAL_MAX,3,in a proof it is 2 at most"
    })
    void refusesWhatIsNotOfTheSmallestSizes(String key, String value, String cause) {
        dev.checkout().set(key, value);

        Run run = dev.sluice("prove", "dev", "--yes", "--dirty");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains(cause);
        assertThat(dev.calls()).isEmpty();
    }

    @Test
    void refusesAnEnvironmentThatIsThereAndARegionWithOthersAndAsksForTheMoney() {
        Run asked = dev.sluice("prove", "dev");
        dev.aws().beanstalk().create("sluice-production-producer", "v1");
        Run others = dev.sluice("prove", "dev", "--yes");
        dev.aws().stacks().create("sluice-dev", "CREATE_COMPLETE");
        Run there = dev.sluice("prove", "dev", "--yes");
        Run cleanUp = dev.sluice("prove", "dev", "--clean-up");

        assertThat(asked.status()).as(asked.toString()).isEqualTo(3);
        assertThat(asked.err()).contains("nobody is there to ask");
        assertThat(others.status()).as(others.toString()).isEqualTo(3);
        assertThat(others.err())
                .contains("there are environments in eu-central-1")
                .contains("sluice-production-producer");
        assertThat(there.status()).as(there.toString()).isEqualTo(3);
        assertThat(there.err()).contains("there is a stack sluice-dev");
        assertThat(cleanUp.status()).as(cleanUp.toString()).isEqualTo(3);
        assertThat(dev.aws().stacks().names()).contains("sluice-dev");
        assertThat(dev.aws().parameters().names()).isEmpty();
    }

    @Test
    void aRehearsalMakesNoCall() {
        Run run = dev.sluice("prove", "dev", "--dry-run", "--steps", "job-done,secret-added");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.lines()).allSatisfy(line -> assertThat(line).matches("(aws|docker|\\./mvnw) .*"));
        assertThat(run.out())
                .contains("aws cloudformation execute-change-set")
                .contains("aws autoscaling suspend-processes")
                .contains("aws secretsmanager delete-secret")
                .contains("aws ssm delete-parameter");
        assertThat(dev.calls()).isEmpty();
    }

    @Test
    void aRehearsalOfTheCleanUpMakesNoCall() {
        Run run = dev.sluice("prove", "dev", "--clean-up", "--dry-run");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.err()).doesNotContain("command not found");
        assertThat(run.out())
                .contains("aws ecr batch-delete-image")
                .containsPattern("aws ssm delete-parameter .*--name " + MARK);
        assertThat(dev.calls()).isEmpty();
    }

    private void assertNothingIsLeft() {
        Proof.assertNothingIsLeft(dev, jobs);
    }
}
