package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The real {@code mvnw} looks for a JDK 25 or later on machines of all kinds. */
@DisabledOnOs(OS.WINDOWS)
class MvnwFindsJavaTest {

    private Machine machine;

    @BeforeEach
    void setUp(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
    }

    @Test
    void findsAJdkBesideAnOlderDefaultJava() throws Exception {
        Path old = machine.jdk("jvm/jdk-17", "17.0.15");
        machine.link("bin/java", old.resolve("bin/java"));
        machine.link("bin/javac", old.resolve("bin/javac"));
        Path jdk = machine.jdk("jvm/jdk-25", "25.0.3");

        assertThatItFinds(jdk);
    }

    @Test
    void takesJavaHomeFirst() throws Exception {
        machine.jdk("jvm/jdk-25", "25");
        Path jdk = machine.jdk("mine", "26-ea");

        machine.with("JAVA_HOME", jdk);

        assertThatItFinds(jdk);
    }

    @Test
    void passesByAJavaHomeThatIsTooOld() throws Exception {
        Path jdk = machine.jdk("jvm/jdk-25", "25");

        machine.with("JAVA_HOME", machine.jdk("mine", "1.8.0_462"));

        assertThatItFinds(jdk);
    }

    @Test
    void followsTheLinksOfJavaOnThePath() throws Exception {
        Path jdk = machine.jdk("elsewhere/jdk", "25.0.1");
        machine.link("alternatives/java", Path.of("../elsewhere/jdk/bin/java"));
        machine.link("bin/java", machine.path("alternatives/java"));

        Result result = machine.mvnw("--java-home");

        assertThat(Path.of(result.out().strip()).toRealPath()).isEqualTo(jdk);
    }

    @Test
    void prefersExactly25AmongTheUsualFolders() throws Exception {
        machine.jdk("jvm/a", "27");
        Path jdk = machine.jdk("jvm/b", "25");
        machine.jdk("jvm/c", "26");

        assertThatItFinds(jdk);
    }

    @Test
    void takesTheNewestOtherwise() throws Exception {
        machine.jdk("jvm/a", "26");
        Path jdk = machine.jdk("jvm/b", "27.0.1");
        machine.jdk("jvm/c", "24");

        assertThatItFinds(jdk);
    }

    @Test
    void looksIntoTheHomeFolderToo() throws Exception {
        Path jdk = machine.jdk("home/.jdks/temurin 25", "25");

        assertThatItFinds(jdk);
    }

    @Test
    void saysInOneLineWhatToDoWhenThereIsNoJdk() throws Exception {
        machine.jdk("jvm/jdk-24", "24.0.2");
        machine.jre("jvm/jre-25", "25");
        Files.createDirectories(machine.path("jvm/empty"));

        Result result = machine.mvnw("verify");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("needs a JDK 25 or later", "install one", "set JAVA_HOME");
    }

    private void assertThatItFinds(Path jdk) throws Exception {
        assertThat(machine.mvnw("--java-home")).isEqualTo(new Result(0, jdk + "\n", ""));
    }
}
