package dev.sluice.deploy.aws.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Assumptions;

import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.testkit.Repository;

/**
 * What the schemas in CloudFormation's registry say of resource types. They come with a package of npm that AWS publishes, by the
 * lock file of {@code infrastructure/validator}; a folder keeps what was read from them for the next run.
 */
public final class ResourceTypes {

    private static final Path SOURCES = Repository.path("deploy/infrastructure/validator");
    private static final Path HOME = Repository.path("deploy/target/resource-types");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", ".npmrc", "resource-types.js");

    private static final long MINUTES_TO_INSTALL = 5;

    private static ResourceTypes loaded;

    private final Map<String, ResourceType> byName;

    private ResourceTypes(Map<String, ResourceType> byName) {
        this.byName = byName;
    }

    /**
     * Fails on a build server that has no node; elsewhere the test that asks is skipped.
     *
     * @throws UncheckedIOException when the package cannot be fetched or read
     */
    public static synchronized ResourceTypes load() {
        if (loaded == null) {
            try {
                loaded = new ResourceTypes(
                        new JsonMapper().readValue(file().toFile(), new TypeReference<Map<String, ResourceType>>() {}));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return loaded;
    }

    /** @throws AwsError when CloudFormation knows no such type */
    ResourceType get(String name) {
        ResourceType type = byName.get(name);
        if (type == null) {
            throw AwsError.validation("Template format error: Unrecognized resource types: [" + name + "]");
        }
        return type;
    }

    private static Path file() throws IOException {
        Files.createDirectories(HOME);
        Path file = HOME.resolve("types.json");
        try (FileChannel lock =
                FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            boolean isFresh = Files.exists(file);
            for (String name : FILES) {
                Path copy = HOME.resolve(name);
                isFresh &= Files.exists(copy) && Files.mismatch(SOURCES.resolve(name), copy) == -1;
            }
            if (!isFresh) {
                read(file);
            }
        }
        return file;
    }

    private static void read(Path file) throws IOException {
        needNode();
        for (String name : FILES) {
            Files.copy(SOURCES.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        run(HOME.resolve("npm.txt"), "npm", "ci", "--ignore-scripts", "--loglevel=error");
        Path whole = HOME.resolve("types.part");
        run(whole, "node", "resource-types.js");
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void needNode() {
        if (!isOnPath("node") || !isOnPath("npm")) {
            String missing =
                    "What replaces a resource is in the schemas of CloudFormation's registry, which npm brings: on Debian,"
                            + " install nodejs and npm";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(missing);
            }
            Assumptions.abort(missing);
        }
    }

    private static void run(Path output, String... command) throws IOException {
        Path errors = HOME.resolve("errors.txt");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(HOME.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES_TO_INSTALL, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isOnPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
