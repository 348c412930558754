package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A copy of the repository as far as the consumer is made of it, with what is compiled already, to change and to build. */
final class Workspace {

    /** What the consumer is not made of. Of the modules there, Maven reads the descriptions all the same. */
    private static final Set<String> ELSEWHERE = Set.of(".git", ".ci", "deploy", "docs", "src", "tools");

    /** What is compiled is kept, so that Maven need not do it again; what is packaged is not needed. */
    private static final Set<String> COMPILED = Set.of("classes", "test-classes", "maven-status", "generated-sources");

    private final Path root;

    private Workspace(Path root) {
        this.root = root;
    }

    static Workspace copy(Path repository, Path root) throws IOException {
        Files.walkFileTree(repository, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!isWanted(repository, folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(root.resolve(repository.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = repository.relativize(file);
                if (!file.getParent().endsWith("target")
                        && (!isElsewhere(relative) || name(file).equals("pom.xml"))) {
                    Files.copy(file, root.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Workspace(root);
    }

    private static boolean isWanted(Path repository, Path folder) {
        if (folder.equals(repository)) {
            return true;
        }
        Path relative = repository.relativize(folder);
        if (isElsewhere(relative)) {
            return relative.getNameCount() == 1 || Files.exists(folder.resolve("pom.xml"));
        }
        return !folder.getParent().endsWith("target") || COMPILED.contains(name(folder));
    }

    private static boolean isElsewhere(Path relative) {
        return ELSEWHERE.contains(relative.getName(0).toString());
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Path root() {
        return root;
    }
}
