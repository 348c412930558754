package dev.sluice.acceptance.devmode;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.testkit.Repository;

/** A copy of the project, compiled as it is here, whose source a test may edit. */
final class Checkout {

    private static final Set<String> LEFT_OUT = Set.of(".git", "docs", "node_modules", "test");
    /** What dev mode needs of all that builds leave behind. */
    private static final Set<String> KEPT_OF_TARGET = Set.of("classes", "class-path.txt");

    private final Path root;

    private Checkout(Path root) {
        this.root = root;
    }

    static Checkout in(Path folder) throws IOException {
        copy(Repository.root(), folder);
        return new Checkout(folder);
    }

    Path root() {
        return root;
    }

    /** Writes a source file of a module, as an editor does that saves it. */
    void save(String module, String className, String text) throws IOException {
        write(file(module, className), text);
    }

    /** Writes a test of a module; of those that are here none is copied. */
    void saveTest(String module, String className, String text) throws IOException {
        write(file(module, "src/test/java", className), text);
    }

    /** Changes some words in a source file. */
    void edit(String module, String className, String words, String instead) throws IOException {
        String text = Files.readString(file(module, className));
        save(module, className, text.replace(words, instead));
    }

    void delete(String module, String className) throws IOException {
        Files.deleteIfExists(file(module, className));
    }

    /** The class files of a module that are others than those that were copied. */
    List<Path> classesChangedSinceTheCopy(String module) throws IOException {
        Path copies = root.resolve(module).resolve("target/classes");
        Path originals = Repository.path(module).resolve("target/classes");
        List<Path> changed = new ArrayList<>();
        try (Stream<Path> files = Files.walk(copies)) {
            for (Path copy : (Iterable<Path>) files.filter(file -> name(file).endsWith(".class"))::iterator) {
                Path original = originals.resolve(copies.relativize(copy));
                if (!Files.exists(original)
                        || !Files.getLastModifiedTime(original).equals(Files.getLastModifiedTime(copy))) {
                    changed.add(copies.relativize(copy));
                }
            }
        }
        return changed;
    }

    private Path file(String module, String className) {
        return file(module, "src/main/java", className);
    }

    private Path file(String module, String sources, String className) {
        return root.resolve(module).resolve(sources).resolve(className.replace('.', '/') + ".java");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (LEFT_OUT.contains(name(folder)) || isLeftOfTarget(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isLeftOfTarget(file)) {
                    // Classes must stay younger than their source.
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isLeftOfTarget(Path path) {
        return name(path.getParent()).equals("target") && !KEPT_OF_TARGET.contains(name(path));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
