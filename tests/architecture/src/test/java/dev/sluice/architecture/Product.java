package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import dev.sluice.testkit.Repository;

/** What is shipped, as it was compiled and as it is written; tests and tools have no walls. */
final class Product {

    /** The rooms of the product at the top of the repository. */
    static final List<String> ROOMS = List.of(
            "job",
            "sqs",
            "client",
            "api",
            "worker",
            "runtime",
            "builtin",
            "starter",
            "producer",
            "consumer",
            "local-aws");

    private Product() {}

    static JavaClasses classes() {
        return new ClassFileImporter().importPaths(folders("target/classes"));
    }

    /** The folders of sources, one for each module. */
    static List<Path> sources() {
        return folders("src/main/java");
    }

    static List<Path> poms() {
        return modules().map(module -> module.resolve("pom.xml")).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> folders(String path) {
        return modules()
                .map(module -> module.resolve(path))
                .filter(Files::isDirectory)
                .toList();
    }

    private static Stream<Path> modules() {
        return ROOMS.stream().map(Repository::path).filter(Files::isDirectory).flatMap(room -> modules(room).stream());
    }

    private static List<Path> modules(Path room) {
        try (Stream<Path> folders = Files.walk(room, 3)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
