package dev.sluice.deploy.script.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;

import static dev.sluice.deploy.script.Installation.allOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Images from the build to the registry, on a real engine. What builds them is short of a native build: a wrapper of the
 * test's own that makes an image with the name and labels that it is told.
 */
@Tag("process")
@Tag("engine")
class ImagesTest {

    private static final String WRAPPER = """
            #!/usr/bin/env bash
            set -euo pipefail
            labels=() services= reuse=
            while [ $# -gt 0 ]; do
              case $1 in
                -pl) services=$2; shift ;;
                -Dquarkus.container-image.tag=*) tag=${1#*=} ;;
                -Dquarkus.container-image.labels.*) label=${1#-Dquarkus.container-image.labels.}
                  labels+=(--change "LABEL ${label//\\"/}") ;;
                -Dquarkus.native.reuse-existing=true) reuse=1 ;;
              esac
              shift
            done
            for service in ${services//,/ }; do
              mkdir -p "$service/target"
              [ -n "$reuse" ] || printf 'compiled for %s\\n' "$tag" > "$service/target/sluice-$service-runner"
              tar -C "$service" -c target | docker import "${labels[@]}" - "sluice-$service:$tag" > /dev/null
            done
            """;

    private static Engine engine;

    @AutoClose
    private final Installation dev = Installation.running();

    @BeforeAll
    static void startEngine() throws IOException {
        if (System.getenv("CI") == null) {
            assumeTrue(Engine.isPossible(), "needs root, and Debian's docker.io and docker-registry");
        }
        engine = Engine.start();
    }

    @AfterAll
    static void stopEngine() throws IOException {
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void useTheEngine() {
        dev.checkout().writeExecutable("mvnw", WRAPPER);
        dev.checkout().write("commit", Long.toString(System.nanoTime()));
        dev.checkout().commit("Be buildable");
        dev.aws().repositories().use(engine);
        dev.script().with("DOCKER_HOST", engine.host());
    }

    @Test
    void areBuiltWithNameAndLabelsAndNotTwice() {
        Run run = dev.sluice("build", "--json");
        Run second = dev.sluice("build");

        assertThat(run.status()).as(run.toString()).isZero();
        String version = run.json().path("version").asText();
        assertThat(version).matches(dev.checkout().shortCommit() + "-\\d{8}T\\d{6}Z");
        for (String service : new String[] {"producer", "consumer"}) {
            assertThat(engine.docker()
                            .run("inspect", "--format", "{{json .Config.Labels}}", "sluice-" + service + ":" + version))
                    .contains("\"org.opencontainers.image.version\":\"" + version + "\"")
                    .contains("\"org.opencontainers.image.revision\":\""
                            + dev.checkout().shortCommit());
        }
        assertThat(second.err()).contains("are there already");
        assertThat(second.out().strip()).isEqualTo(version);
    }

    @Test
    void areBuiltAnewOnAnotherBaseWhichTheyTell() {
        String base = "registry.example.com/base@sha256:" + "0".repeat(64);

        Run first = dev.sluice("build");
        Run other = dev.sluice("build", "--base", base);
        Run same = dev.sluice("build", "--base", base);

        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(other.err()).as(other.toString()).contains("Building").doesNotContain("are there already");
        assertThat(engine.docker()
                        .run(
                                "inspect",
                                "--format",
                                "{{json .Config.Labels}}",
                                "sluice-producer:" + other.out().strip()))
                .contains("\"org.opencontainers.image.base.name\":\"" + base + "\"");
        assertThat(same.err()).as(same.toString()).contains("are there already");
    }

    @Test
    void aDirtyTreeIsBuiltOnlyWhenAskedForAndSaysSo() {
        dev.checkout().write("notes", "not committed");

        Run refused = dev.sluice("build");
        Run dirty = dev.sluice("build", "--dirty");

        assertThat(refused.status()).as(refused.toString()).isEqualTo(3);
        assertThat(dirty.status()).as(dirty.toString()).isZero();
        assertThat(dirty.out().strip()).endsWith("Z-dirty");
    }

    @Test
    void takeTheExecutablesOfTheCommitThatWereCompiledAlready() throws IOException {
        recordExecutables(dev.checkout().commitId(), false);

        Run run = dev.sluice("build", "--reuse-executables");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(dev.checkout().read("consumer/target/sluice-consumer-runner"))
                .isEqualTo("the consumer, compiled before");
        assertThat(engine.docker()
                        .run(
                                "image",
                                "inspect",
                                "--format",
                                "{{.Id}}",
                                "sluice-consumer:" + run.out().strip()))
                .startsWith("sha256:");
    }

    @Test
    void takeNoExecutablesOfAnotherCommit() {
        recordExecutables("0123456789012345678901234567890123456789", false);

        refuses("the executable of the producer is of the commit 0123456, not of "
                + dev.checkout().shortCommit());
    }

    @Test
    void takeNoExecutablesThatNobodyHasRecordedOrThatWereReplacedSince() {
        refuses("there is no executable of the producer");
        dev.checkout().write("producer/target/sluice-producer-runner", "of unknown origin");
        refuses("the executable of the producer has no record of its commit");
        recordExecutables(dev.checkout().commitId(), false);
        dev.checkout().write("consumer/target/sluice-consumer-runner", "another one");
        refuses("the executable of the consumer is not the one that was recorded");
    }

    @Test
    void takeExecutablesWithUncommittedChangesOnlyUnderTheNameOfADirtyVersion() {
        recordExecutables(dev.checkout().commitId(), true);
        refuses("has changes in it that were not committed");
        dev.checkout().write("notes", "not committed");

        Run run = dev.sluice("build", "--reuse-executables", "--dirty");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.out().strip()).endsWith("Z-dirty");
    }

    private void refuses(String cause) {
        Run run = dev.sluice("build", "--reuse-executables");
        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains(cause);
    }

    /** As the compilation of native executables does. */
    private void recordExecutables(String commit, boolean dirty) {
        for (String service : new String[] {"producer", "consumer"}) {
            String executable = "the " + service + ", compiled before";
            dev.checkout().write(service + "/target/sluice-" + service + "-runner", executable);
            dev.checkout()
                    .write(
                            service + "/target/executable.properties",
                            "commit=%s\ndirty=%s\nsha256=%s\n".formatted(commit, dirty, sha256(executable)));
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBuildThatFailsLeavesNoVersion() {
        dev.checkout().writeExecutable("mvnw", "#!/bin/sh\necho no compiler; exit 1\n");
        dev.checkout().commit("Break");

        Run build = dev.sluice("build");
        Run push = dev.sluice("push");

        assertThat(build.status()).as(build.toString()).isEqualTo(1);
        assertThat(build.err()).contains("no compiler").contains("the images could not be built");
        assertThat(push.status()).isEqualTo(1);
        assertThat(push.err()).contains("nothing was built here yet");
    }

    @Test
    void arePushedOnceAndTheTokenIsForgotten() {
        dev.sluice("build");

        Run run = dev.sluice("push");
        Run second = dev.sluice("push");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(engine.tags("sluice-producer")).contains(run.out().strip());
        assertThat(engine.tags("sluice-consumer")).contains(run.out().strip());
        assertThat(dev.checkout().read("target/home/.docker/config.json")).doesNotContain("\"auth\"");
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.err()).contains("is in ECR already");
        assertThat(dev.count("GetAuthorizationToken")).isEqualTo(1);
    }

    @Test
    void aRegistryThatRefusesTheTokenIsSaid() {
        dev.sluice("build");
        engine.handOut("not-the-token");

        Run run = dev.sluice("push");
        engine.handOut(Engine.PASSWORD);

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("does not accept the token").doesNotContain("not-the-token");
    }

    @Test
    void aReleaseBuildsAndPushesWhatIsMissing() {
        Run run = dev.sluice("release", "dev", "--json");

        assertThat(run.status()).as(run.toString()).isZero();
        String version = run.json().path("version").asText();
        assertThat(engine.tags("sluice-consumer")).contains(version, "keep-dev-" + version);
        assertThat(dev.labels()).isEqualTo(allOn(version));
    }

    @Test
    void withoutAnEngineThatIsSaid() {
        Run run = dev.script().with("DOCKER_HOST", "unix:///nowhere").run("build");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("no Docker engine answers");
    }
}
