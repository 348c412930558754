package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** Maven starts on an older Java, too, so that the build can say in a sentence which one it needs. */
class MavenOptionsTest {

    private static final Pattern FEATURE = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    @Test
    void comeAfterTheOneThatHasUnknownOptionsIgnored() throws IOException {
        assertThat(options()).startsWith("-XX:+IgnoreUnrecognizedVMOptions");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void letTheOlderJavasOfThisMachineStart() throws Exception {
        List<Path> javas = olderJavas();
        assumeFalse(javas.isEmpty(), "needs an older Java beside the one that builds");

        for (Path java : javas) {
            List<String> command = new ArrayList<>(List.of(java.toString()));
            command.addAll(options());
            command.add("-version");

            Result result = Result.of(new ProcessBuilder(command).start());

            assertThat(result.status()).as(result.err()).isZero();
        }
    }

    private static List<String> options() throws IOException {
        return List.of(Files.readString(Repository.root().resolve(".mvn/jvm.config"))
                .strip()
                .split("\\s+"));
    }

    private static List<Path> olderJavas() throws IOException {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> Files.isReadable(home.resolve("release")))
                    .filter(MavenOptionsTest::isOlder)
                    .map(home -> home.resolve("bin/java"))
                    .toList();
        }
    }

    private static boolean isOlder(Path home) {
        try {
            Matcher feature = FEATURE.matcher(Files.readString(home.resolve("release")));
            return feature.find() && Integer.parseInt(feature.group(1)) < 25;
        } catch (IOException e) {
            return false;
        }
    }
}
