package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The real {@code mvnw} looks for a Maven 3.9, and fetches one when there is none. */
@DisabledOnOs(OS.WINDOWS)
class MvnwFindsMavenTest {

    private Machine machine;
    private Path jdk;

    @BeforeEach
    void setUp(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
        jdk = machine.jdk("jvm/jdk-25", "25.0.3");
    }

    @Test
    void fetchesMavenByCoordinatesThroughAnInstalledOne() throws Exception {
        machine.installFetchingMaven();

        assertThatMavenRan(machine.mvnw("verify", "-Dname=two words"), "verify", "-Dname=two words");
        assertThat(machine.calls())
                .isEqualTo("JAVA_HOME= -B -q org.example:copier:1.0:copy -DoutputDirectory=."
                        + " -Dartifact=org.apache.maven:apache-maven:3.9.99:tar.gz:bin\n");
    }

    @Test
    void usesTheCachedMavenTheSecondTime() throws Exception {
        machine.installFetchingMaven();
        machine.mvnw("validate");
        Files.delete(machine.path("bin/mvn"));

        Result second = machine.mvnw("verify");

        assertThatMavenRan(second, "verify");
        assertThat(second.err()).isEmpty();
    }

    @Test
    void fetchesFromWhereTheCommandLineSays() throws Exception {
        machine.installFetchingMaven();

        machine.with("MAVEN_ARGS", "--offline").mvnw("-s", "ci/settings.xml", "verify", "-Dmaven.repo.local=/repo");

        assertThat(machine.calls())
                .contains("--offline -s " + machine.path("project/ci/settings.xml") + " -Dmaven.repo.local=/repo org");
    }

    @Test
    void hidesTheJvmOptionsOfTheProjectFromTheMavenThatFetches() throws Exception {
        machine.installMaven("3.8.7", "[ -d .mvn ] && cat " + machine.archive() + " > apache-maven-3.9.99-bin.tar.gz");

        assertThatMavenRan(machine.mvnw("verify"), "verify");
    }

    @Test
    void fetchesOnItsOwnJdkWhenTheInstalledMavenFindsNone() throws Exception {
        machine.installMaven(
                "3.8.7", "[ \"$JAVA_HOME\" ] && cat " + machine.archive() + " > apache-maven-3.9.99-bin.tar.gz");

        assertThatMavenRan(machine.mvnw("verify"), "verify");
    }

    @Test
    void runsAnInstalledMaven39() throws Exception {
        machine.installMaven("3.9.1", "echo \"installed, $JAVA_HOME, $*\"");

        assertThat(machine.mvnw("-o", "verify")).isEqualTo(new Result(0, "installed, " + jdk + ", -o verify\n", ""));
    }

    @Test
    void fallsBackToTheArchiveWhenThereIsNoMaven() throws Exception {
        fetchWithCurl(machine.archive());

        assertThatMavenRan(machine.mvnw("verify"), "verify");
        assertThat(machine.calls()).endsWith(Machine.ARCHIVE_URL + "\n");
    }

    @Test
    void fallsBackToTheArchiveWhenTheInstalledMavenCannotFetch() throws Exception {
        machine.installMaven("3.8.7", "echo '[ERROR] no such mirror'; exit 1");
        fetchWithCurl(machine.archive());

        Result result = machine.mvnw("verify");

        assertThatMavenRan(result, "verify");
        assertThat(result.err()).contains("[ERROR] no such mirror");
    }

    @Test
    void refusesAMavenWhoseChecksumIsWrong() throws Exception {
        fetchWithCurl(Files.writeString(machine.path("other.tar.gz"), "anything"));

        Result result = machine.mvnw("verify");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().skip(1)).singleElement().asString().contains("SHA-512", "thrown away");
        assertThat(machine.cached()).isEmpty();
    }

    @Test
    void saysInOneLineThatItCouldNotFetch() throws Exception {
        Result result = machine.mvnw("verify");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines().skip(1))
                .singleElement()
                .asString()
                .contains("could not fetch Maven 3.9.99", Machine.ARCHIVE_URL, "check network and proxy");
        assertThat(machine.cached()).isEmpty();
    }

    @Test
    void letsSeveralFetchAtOnce() throws Exception {
        machine.installFetchingMaven();
        Path project = machine.path("project");
        List<Process> processes = List.of(
                machine.start(project, "./mvnw", "1"),
                machine.start(project, "./mvnw", "2"),
                machine.start(project, "./mvnw", "3"));

        for (int i = 0; i < processes.size(); i++) {
            assertThatMavenRan(Result.of(processes.get(i)), String.valueOf(i + 1));
        }
        assertThat(machine.cached()).hasSize(1);
        assertThat(machine.cached().getFirst()).isDirectoryNotContaining("glob:**/{.fetch,apache-maven}-*");
    }

    @Test
    void isCalledFromASubfolderOrThroughALink() throws Exception {
        machine.installFetchingMaven();
        Path folder = Files.createDirectories(machine.path("project/job"));
        machine.link("home/mvnw", Path.of("../project/mvnw"));

        assertThatMavenRan(Result.of(machine.start(folder, "../mvnw", "a")), "a");
        assertThatMavenRan(
                Result.of(machine.start(folder, machine.path("project/mvnw").toString(), "b")), "b");
        assertThatMavenRan(Result.of(machine.start(machine.path("home"), "./mvnw", "c")), "c");
    }

    private void fetchWithCurl(Path file) throws IOException {
        machine.script("bin/curl", """
                while [ "$1" != -o ]; do shift; done
                cat %s > "$2"
                echo "$3" > %s
                """.formatted(file, machine.path("calls")));
    }

    private void assertThatMavenRan(Result result, String... arguments) {
        assertThat(result.err()).doesNotContain("mvnw: cannot");
        assertThat(result.out())
                .as(result.toString())
                .isEqualTo("JAVA_HOME=" + jdk + "\n" + String.join("\n", arguments) + "\n");
        assertThat(result.status()).isZero();
    }
}
