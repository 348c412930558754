package dev.sluice.deploy.script;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.aws.wire.AwsError;

import static org.assertj.core.api.Assertions.assertThat;

/** How one speaks with the script: help, rehearsals, and what it does not understand. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class CommandLineTest {

    @AutoClose
    private final Installation dev = Installation.running();

    static List<String> commands() {
        return List.of(
                "bootstrap",
                "build",
                "push",
                "release",
                "status",
                "rollback",
                "logs",
                "ssh",
                "versions",
                "prune",
                "destroy",
                "prove");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandHasHelp(String command) {
        Run help = dev.sluice(command, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).startsWith("deploy/sluice " + command);
        assertThat(dev.calls()).isEmpty();
    }

    @Test
    void theListHasAllCommands() {
        Run all = dev.sluice("--help");

        assertThat(commands()).allSatisfy(command -> assertThat(all.out()).contains("\n  " + command + " "));
        assertThat(dev.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap dev",
                "build",
                "build --reuse-executables",
                "push",
                "release dev",
                "release dev --version 0000001-20261101T000000Z",
                "status dev",
                "rollback dev",
                "logs dev --follow",
                "ssh dev",
                "versions",
                "prune",
                "destroy dev"
            })
    void aRehearsalShowsCallsThatCanBePastedAndMakesNone(String words) throws Exception {
        Run text = dev.sluice((words + " --dry-run").split(" "));
        Run json = dev.sluice((words + " --dry-run --json").split(" "));

        assertThat(text.status()).as(text.toString()).isZero();
        assertThat(text.err()).endsWith("This was a rehearsal: nothing was called.\n");
        assertThat(text.lines()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .matches("(aws|docker|\\./mvnw) .*"));
        assertThat(notUnderstoodByBash(text.lines())).isEmpty();
        assertThat(json.lines()).hasSameSizeAs(text.lines());
        for (String line : json.lines()) {
            JsonNode call = new JsonMapper().readTree(line).path("call");
            assertThat(call.get(0).asText()).isIn("aws", "docker", "./mvnw");
        }
        assertThat(dev.calls()).isEmpty();
    }

    /** Each as the body of a function, which bash reads and does not run. */
    private static String notUnderstoodByBash(List<String> lines) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", """
                for line in "$@"; do eval "called() {
                $line
                }" 2> /dev/null || printf '%s\\n' "$line"; done""", "read"));
        command.addAll(lines);
        return Program.output(command);
    }

    @Test
    void aRehearsedReleaseHasAllStepsInTheirOrder() {
        Run run = dev.sluice("release", "dev", "--dry-run");

        assertThat(run.lines().stream()
                        .map(line -> line.replaceAll(" --?[a-z].*", ""))
                        .distinct())
                .containsSubsequence(
                        "aws ssm put-parameter",
                        "./mvnw -B",
                        "docker tag sluice-producer:" + version(run)
                                + " ACCOUNT.dkr.ecr.eu-central-1.amazonaws.com/sluice-producer:" + version(run),
                        "aws s3api put-object",
                        "aws elasticbeanstalk create-application-version",
                        "aws elasticbeanstalk update-environment",
                        "aws ssm delete-parameter");
        assertThat(run.out()).contains("| docker login --username AWS --password-stdin ACCOUNT.dkr.ecr");
    }

    @Test
    void imagesBeginWithWhatTheCommandTheEnvironmentOrTheDockerfileSays() {
        String digest = "@sha256:" + "5".repeat(64);

        Run dockerfile = dev.sluice("build", "--dry-run");
        dev.checkout().set("BASE_IMAGE", "registry.example.com:5000/base:1" + digest);
        dev.checkout().set("BUILDER_IMAGE", "builder" + digest);
        Run environment = dev.sluice("build", "--dry-run", "--dirty");
        Run command = dev.sluice("build", "--dry-run", "--dirty", "--base", "base:2", "--builder", "builder:2");

        assertThat(dockerfile.out())
                .contains(" -Dquarkus.docker.build-args.BASE=gcr.io/distroless/base-nossl-debian12:nonroot ")
                .doesNotContain("builder-image");
        assertThat(environment.out())
                .contains(" -Dquarkus.docker.build-args.BASE=registry.example.com:5000/base:1" + digest + " ")
                .contains("image.base.name\"=registry.example.com:5000/base:1" + digest)
                .contains(" -Dquarkus.native.builder-image=builder" + digest + " ");
        assertThat(command.out())
                .contains(" -Dquarkus.docker.build-args.BASE=base:2 ", " -Dquarkus.native.builder-image=builder:2 ");
    }

    private static String version(Run run) {
        return run.out().replaceAll("(?s).*container-image.tag=(\\S+).*", "$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy",
                "release",
                "release nowhere",
                "release Dev",
                "release dev --fast",
                "release dev --timeout",
                "release dev --timeout soon",
                "release dev --version 1.0",
                "rollback dev 1.0",
                "status dev dev",
                "build --base Not-An-Image",
                "build --base name@sha256:0123",
                "build --builder name:tag@latest",
                "build dev"
            })
    void whatIsNotUnderstoodEndsWithTwoAndCallsNobody(String words) {
        Run run = dev.sluice(words.split(" "));

        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains("--help");
        assertThat(dev.calls()).isEmpty();
    }

    @Test
    void anEnvironmentCannotHaveTheNameOfTheSharedStack() {
        dev.checkout().write("deploy/environments/shared.env", dev.checkout().read("deploy/environments/dev.env"));

        Run run = dev.sluice("status", "shared");

        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains("an environment cannot be called \"shared\"");
        assertThat(dev.calls()).isEmpty();
    }

    @Test
    void credentialsForAnotherAccountAreRefused() {
        dev.checkout().set("AWS_ACCOUNT_ID", "999999999999");

        Run run = dev.sluice("status", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("the credentials are for account " + FakeIdentity.ACCOUNT);
    }

    @Test
    void credentialsThatAreNotThereAreSaid() {
        Run run = dev.script()
                .with("AWS_ACCESS_KEY_ID", "")
                .with("AWS_SECRET_ACCESS_KEY", "")
                .with("AWS_SESSION_TOKEN", "")
                .run("versions");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("there are no AWS credentials");
    }

    @Test
    void whatOneMayNotDoIsSaid() {
        dev.aws()
                .faults()
                .plan(
                        "DescribeApplicationVersions",
                        1,
                        new AwsError(403, "AccessDenied", "User: operator is not authorized to perform this"));

        Run run = dev.sluice("versions", "--json");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.json().path("error").asText()).contains("not allowed").contains("is not authorized");
    }

    @Test
    void aServiceThatHasAnEndpointOfItsOwnIsAskedThere() {
        Run run = dev.script()
                .with("AWS_ENDPOINT_URL_ECR", "http://127.0.0.1:1")
                .with("AWS_MAX_ATTEMPTS", "1")
                .run("versions");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("127.0.0.1:1");
    }

    /** Whoever adds an environment copies a file; each that is here has what the script needs. */
    @Test
    void eachEnvironmentOfTheRepositoryCanBeReleasedTo() {
        for (String name : List.of("dev", "staging", "production")) {
            Process process;
            try {
                process = new ProcessBuilder("./sluice", "release", name, "--dry-run", "--dirty")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                assertThat(process.waitFor()).as(name).isZero();
            } catch (java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
