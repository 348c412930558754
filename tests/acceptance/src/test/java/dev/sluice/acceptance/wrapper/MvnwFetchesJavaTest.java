package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The real {@code mvnw} fetches Temurin through a stand-in of curl, on machines without a JDK 25. */
@DisabledOnOs(OS.WINDOWS)
class MvnwFetchesJavaTest {

    private static final String RELEASE = "jdk-25.0.1+8";
    private static final String LINK = "https://releases.invalid/OpenJDK25U-jdk_25.0.1_8.tar.gz";

    private Machine machine;

    @BeforeEach
    void setUp(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
        machine.installMaven("3.9.1", "echo \"Maven on $JAVA_HOME\"");
        machine.jdk("jvm/jdk-17", "17.0.15");
        runOn("Linux", "x86_64");
        offer(RELEASE, "");
    }

    @Test
    void fetchesTemurinOnceWhenAVariableAllowsIt() throws Exception {
        machine.with("MVNW_FETCH_JDK", "yes");

        Result first = machine.mvnw("verify");

        assertThat(first)
                .isEqualTo(new Result(
                        0, "Maven on " + jdk() + "\n", "mvnw: fetching Temurin 25 for linux on x64, this once\n"));
        assertThat(calls())
                .containsExactly(
                        Machine.TEMURIN_API
                                + "/assets/latest/25/hotspot?architecture=x64&image_type=jdk&os=linux&vendor=eclipse",
                        LINK);
        assertThat(cached()).containsExactly(jdk());

        machine.with("MVNW_FETCH_JDK", "no");
        Files.delete(machine.path("bin/curl"));

        assertThat(machine.mvnw("--java-home")).isEqualTo(new Result(0, jdk() + "\n", ""));
    }

    @Test
    void takesTheArchiveOfAMacAndNotItsInstaller() throws Exception {
        runOn("Darwin", "arm64");
        offer(RELEASE, "/Contents/Home");

        assertThat(machine.with("MVNW_FETCH_JDK", "yes").mvnw("--java-home").out())
                .isEqualTo(jdk() + "/Contents/Home\n");
        assertThat(calls().getFirst()).contains("architecture=aarch64", "os=mac");
        assertThat(machine.mvnw("--java-home")).isEqualTo(new Result(0, jdk() + "/Contents/Home\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"'',0", "y,0", "n,1", "anything,1"})
    void asksWhoeverSitsAtATerminal(String answer, int status) throws Exception {
        Path script = Machine.find("script");
        assumeTrue(script != null && OS.LINUX.isCurrentOs(), "needs the script command of Linux");

        Process process =
                machine.start(machine.path("project"), script.toString(), "-qec", "./mvnw --java-home", "/dev/null");
        process.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        Result result = Result.of(process);

        assertThat(result.status()).as(result.out()).isEqualTo(status);
        assertThat(result.out())
                .contains(
                        "Fetch Temurin 25 from Adoptium into " + temurin(),
                        "[Y/n]",
                        status == 0 ? jdk().toString() : "install one");
        assertThat(cached()).hasSize(1 - status);
    }

    @Test
    void fetchesNothingUnaskedWithoutATerminal() throws Exception {
        assertThatItSays(
                "install one", "set JAVA_HOME", "MVNW_FETCH_JDK=yes", temurin().toString());
        assertThat(machine.path("calls")).doesNotExist();
    }

    @Test
    void fetchesNothingWhenMavenIsToWorkOffline() throws Exception {
        machine.with("MVNW_FETCH_JDK", "yes");

        Result result = machine.mvnw("-o", "verify");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("needs a JDK 25", "offline", "install one");
        assertThat(machine.path("calls")).doesNotExist();
    }

    @Test
    void saysWhatToCheckWhenAdoptiumDoesNotAnswer() throws Exception {
        machine.script("bin/curl", "exit 7");
        machine.with("MVNW_FETCH_JDK", "yes");

        assertThatItSays("could not ask " + Machine.TEMURIN_API, "network and proxy (https_proxy)", "install one");
    }

    @Test
    void saysWhatToCheckWhenTheDownloadEndsHalfWay() throws Exception {
        Files.delete(machine.path("temurin.tar.gz"));
        machine.with("MVNW_FETCH_JDK", "yes");

        Result result = machine.mvnw("verify");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("mvnw: could not fetch " + LINK, "network and proxy (https_proxy)");
        assertThat(cached()).isEmpty();
    }

    @Test
    void refusesAnArchiveWithAnotherChecksum() throws Exception {
        Files.writeString(machine.path("temurin.tar.gz"), "anything");
        machine.with("MVNW_FETCH_JDK", "yes");

        assertThatItSays("SHA-256", "thrown away");
    }

    @Test
    void saysThatThereIsNoneForThisProcessor() throws Exception {
        runOn("Linux", "mips");
        Files.writeString(machine.path("answer.json"), "[]\n");
        machine.with("MVNW_FETCH_JDK", "yes");

        assertThatItSays("Adoptium has no Temurin 25 for linux on mips");
    }

    @Test
    void refusesANameThatWouldLeaveTheCache() throws Exception {
        offer("../../../elsewhere", "");
        machine.with("MVNW_FETCH_JDK", "yes");

        assertThatItSays("names the release '../../../elsewhere'");
    }

    /** It says so in one line, after the one that it fetches if it does, and leaves nothing in the cache. */
    private void assertThatItSays(String... words) throws Exception {
        Result result = machine.mvnw("verify");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> !line.contains("this once")))
                .singleElement()
                .asString()
                .contains(words);
        assertThat(cached()).isEmpty();
    }

    private void runOn(String system, String processor) throws IOException {
        machine.script("bin/uname", "case $1 in -s) echo %s ;; -m) echo %s ;; esac".formatted(system, processor));
    }

    /** Has Adoptium offer a release whose JDK lies in that folder of its archive. */
    private void offer(String release, String home) throws IOException {
        String folder = "jdk" + home.length();
        machine.jdk("pack/" + folder + home, "25.0.1");
        Path archive = machine.pack(folder, machine.path("temurin.tar.gz"));
        Files.writeString(
                machine.path("answer.json"), """
                [
                    {
                        "binary": {
                            "architecture": "x64",
                            "image_type": "jdk",
                            "installer": {
                                "checksum": "0000",
                                "link": "https://releases.invalid/OpenJDK25U-jdk_25.0.1_8.pkg"
                            },
                            "package": {
                                "checksum": "%s",
                                "checksum_link": "%s.sha256.txt",
                                "link": "%s",
                                "name": "OpenJDK25U-jdk_25.0.1_8.tar.gz"
                            }
                        },
                        "release_name": "%s",
                        "vendor": "eclipse"
                    }
                ]
                """.formatted(Machine.sum("SHA-256", archive), LINK, LINK, release));
        machine.script("bin/curl", """
                while [ "$1" != -o ]; do shift; done
                echo "$3" >> %s
                case $3 in
                  */assets/latest/*) exec cat %s > "$2" ;;
                  *) exec cat %s > "$2" ;;
                esac
                """.formatted(machine.path("calls"), machine.path("answer.json"), archive));
    }

    private List<String> calls() throws IOException {
        return machine.calls().lines().toList();
    }

    private Path temurin() {
        return machine.path("home/.m2/wrapper/dists/temurin-25");
    }

    private Path jdk() {
        return temurin().resolve(RELEASE);
    }

    private List<Path> cached() throws IOException {
        if (!Files.exists(temurin())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(temurin())) {
            return files.toList();
        }
    }
}
