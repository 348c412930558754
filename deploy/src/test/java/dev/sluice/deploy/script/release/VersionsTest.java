package dev.sluice.deploy.script.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;

import static dev.sluice.deploy.script.Installation.ENVIRONMENTS;
import static dev.sluice.deploy.script.Installation.OLD;
import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.label;
import static org.assertj.core.api.Assertions.assertThat;

/** Which versions there are, and which go. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class VersionsTest {

    private static final String NEW = "0000009-20261120T000000Z";

    @AutoClose
    private final Installation dev = Installation.running();

    @Test
    void areListedTheNewestFirstWithWhereTheyRun() {
        String tried = "0000000-20261031T000000Z";
        dev.know(tried);
        dev.aws().beanstalk().plan(WORKER_HIGH, Deployment.failing("no"));
        dev.aws().beanstalk().deployByHand(WORKER_HIGH, label(tried, WORKER_HIGH));
        Run text = dev.sluice("versions");
        Run run = dev.sluice("versions", "--json");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.json()).hasSize(3);
        assertThat(run.json().get(2).path("version").asText()).isEqualTo(tried);
        assertThat(run.json().get(2).path("running").get(0).asText())
                .as("on some instances, whatever the label is")
                .isEqualTo("dev");
        JsonNode pushed = run.json().get(0);
        assertThat(pushed.path("version").asText()).isEqualTo(dev.version());
        assertThat(pushed.path("images").asBoolean()).isTrue();
        assertThat(pushed.path("running")).isEmpty();
        JsonNode running = run.json().get(1);
        assertThat(running.path("version").asText()).isEqualTo(OLD);
        assertThat(running.path("running").get(0).asText()).isEqualTo("dev");
        assertThat(text.lines().get(2)).matches(OLD + " +yes +dev +dev");
    }

    @Test
    void cannotBeListedWithoutAws() {
        dev.aws().faults().plan("DescribeApplicationVersions", 1, AwsError.expiredToken());

        Run run = dev.sluice("versions");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("the AWS session has expired");
    }

    @Test
    void oldOnesGoWithTheirBundlesAndWhatRunsOrWasGoodLastStays() {
        for (int i = 1; i <= 4; i++) {
            dev.know("000000" + i + "-2026100" + i + "T000000Z");
        }
        dev.recordGood("0000002-20261002T000000Z");
        dev.know(NEW);
        dev.recordGood(NEW);
        ENVIRONMENTS.forEach(name -> dev.aws().beanstalk().create(name, label(NEW, name)));
        dev.aws()
                .buckets()
                .put(
                        FakeBeanstalk.BUCKET,
                        "sluice/dev/gone/worker.zip",
                        Instant.now().minus(Duration.ofDays(2)));
        dev.aws().buckets().put(FakeBeanstalk.BUCKET, "sluice/dev/new/worker.zip", Instant.now());
        dev.aws().buckets().put(FakeBeanstalk.BUCKET, "sluice/templates/1.template", Instant.EPOCH);
        // Of an installation that is older than such tags, and of a version that was deleted by hand.
        dev.aws().repositories().remove("sluice-producer", "keep-dev-" + NEW);
        dev.aws().repositories().addTag("sluice-consumer", OLD, "keep-staging-" + OLD);

        Run run = dev.sluice("prune", "--keep", "2", "--json");
        Run second = dev.sluice("prune", "--keep", "2", "--json");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.aws().beanstalk().versions())
                .extracting(version -> version.substring(0, 7))
                .containsOnly("0000002", "0000001", "0000009");
        assertThat(dev.aws().beanstalk().versions())
                .contains(OLD + "-dev-worker")
                .hasSize(6);
        assertThat(dev.aws().buckets().objects(FakeBeanstalk.BUCKET))
                .hasSize(8)
                .containsKeys("sluice/dev/new/worker.zip", "sluice/templates/1.template");
        assertThat(run.json().path("deleted")).hasSize(7);
        for (String repository : List.of("sluice-producer", "sluice-consumer")) {
            assertThat(dev.aws().repositories().tags(repository))
                    .as("what stays in %s is kept, and nothing else", repository)
                    .filteredOn(tag -> tag.startsWith("keep-"))
                    .containsExactlyInAnyOrder(
                            "keep-dev-" + OLD, "keep-dev-0000002-20261002T000000Z", "keep-dev-" + NEW);
        }
        assertThat(dev.count("PutImage")).isEqualTo(1);
        assertThat(second.status()).isZero();
        assertThat(second.json().path("deleted")).isEmpty();
    }

    @Test
    void ofAnEnvironmentAReleaseLeavesTheNewestAndWhatWasGood() {
        for (int i = 1; i <= 24; i++) {
            dev.know("00000%02d-202610%02dT000000Z".formatted(i, i));
        }
        dev.aws().beanstalk().createVersion("0000001-20260101T000000Z-staging-worker", "sluice/staging/1/worker.zip");

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        // The twenty-five newest are those of OLD, of this release, and of the 2nd to the 24th.
        assertThat(dev.aws().beanstalk().versions())
                .hasSize(2 * 25 + 1)
                .contains(OLD + "-dev-worker", dev.version() + "-dev-worker", "0000002-20261002T000000Z-dev-producer")
                .contains("0000001-20260101T000000Z-staging-worker");
        assertThat(dev.aws().repositories().tags("sluice-consumer"))
                .contains("keep-dev-0000002-20261002T000000Z", "0000001-20261001T000000Z")
                .doesNotContain("keep-dev-0000001-20261001T000000Z");
    }

    @Test
    void oneThatCannotGoDoesNotKeepTheOthers() {
        for (int i = 1; i <= 2; i++) {
            dev.know("000000" + i + "-2026100" + i + "T000000Z");
        }
        dev.aws()
                .faults()
                .plan(
                        "DeleteApplicationVersion",
                        1,
                        new AwsError(400, "OperationInProgressException", "It is in use."));

        Run run = dev.sluice("prune", "--keep", "1", "--json");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.err()).contains("stays: ").contains("It is in use.");
        assertThat(run.json().path("deleted")).hasSize(3);
    }

    @Test
    void aNumberThatIsNoneIsMisuse() {
        assertThat(dev.sluice("prune", "--keep", "some").status()).isEqualTo(2);
        assertThat(dev.calls()).isEmpty();
    }
}
