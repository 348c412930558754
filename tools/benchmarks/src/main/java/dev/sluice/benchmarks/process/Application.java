package dev.sluice.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be started, and where the build leaves it. */
public enum Application {
    PRODUCER("producer"),
    CONSUMER("consumer"),
    /** The consumer with handlers that do nothing. */
    WORKER("tools/benchmarks/worker"),
    /** The producer with SQS taken out. */
    INTAKE("tools/benchmarks/intake"),
    /** SmallRye's own connector. */
    PEER_SMALLRYE("tools/benchmarks/peer-smallrye");

    private static final String NATIVE_SUFFIX = "-runner";

    private final String folder;

    Application(String folder) {
        this.folder = folder;
    }

    /** The module's folder, seen from the root of the project. */
    public String folder() {
        return folder;
    }

    /**
     * The command that starts it.
     *
     * @param options of the JVM or of the native executable
     * @return empty when it is not built in this variant
     */
    public Optional<List<String>> command(Path root, Variant variant, List<String> options) {
        Path target = root.resolve(folder).resolve("target");
        return switch (variant) {
            case JVM ->
                Optional.of(target.resolve("quarkus-app/quarkus-run.jar"))
                        .filter(Files::exists)
                        .map(jar -> command(java(), options, "-jar", jar.toString()));
            case NATIVE -> executable(target).map(file -> command(file, options));
        };
    }

    /** The JDK that runs the benchmarks runs what is measured, too. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Optional<String> executable(Path target) {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(NATIVE_SUFFIX))
                    .filter(Files::isExecutable)
                    .filter(Files::isRegularFile)
                    .map(Path::toString)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(options);
        command.addAll(List.of(arguments));
        return command;
    }
}
