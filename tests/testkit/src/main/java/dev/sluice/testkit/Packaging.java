package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a service is packaged as. The system property {@code sluice.packaging} tells the tests which one they are about. */
public enum Packaging {
    JVM {
        @Override
        List<String> commandLine(Path target, List<String> options) {
            Path jar = target.resolve("quarkus-app/quarkus-run.jar");
            if (!Files.exists(jar)) {
                throw new IllegalStateException(jar + " is not there: package the services first (./mvnw package)");
            }
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    // No test lasts until the optimising compiler has paid off; what measures asks for all of it.
                    "-XX:TieredStopAtLevel=1",
                    "--sun-misc-unsafe-memory-access=allow"));
            command.addAll(options);
            command.addAll(List.of("-jar", jar.toString()));
            return command;
        }
    },
    NATIVE {
        @Override
        List<String> commandLine(Path target, List<String> options) {
            List<String> command = new ArrayList<>(List.of(executable(target).toString()));
            command.addAll(options);
            return command;
        }

        private static Path executable(Path target) {
            try (Stream<Path> files = Files.list(target)) {
                return files.filter(file -> file.getFileName().toString().endsWith("-runner"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "No executable in " + target + ": build the services first (./mvnw package -Dnative)"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** What this run of the tests is about. */
    public static Packaging underTest() {
        return valueOf(System.getProperty("sluice.packaging", "jvm").toUpperCase(Locale.ROOT));
    }

    /**
     * How the service is started.
     *
     * @param target the module's build folder
     * @param options such as {@code -Xmx64m} or {@code -Dname=value}, which both kinds understand
     */
    abstract List<String> commandLine(Path target, List<String> options);
}
