package dev.sluice.deploy.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** The page that says what Sluice relies on of AWS, and the steps of {@code prove} that check it. */
class AwsRulesTest {

    private static final Path ROOT = Repository.root();

    private static final int COLUMNS = 5;

    /** The rows of the table, without its head. */
    private final List<List<String>> rows = rows();

    @Test
    void thePageHasTheStepsThatProveHasAndNoOthers() {
        Set<String> steps = new TreeSet<>();
        for (String line :
                read(ROOT.resolve("deploy/lib/prove-steps.sh")).lines().toList()) {
            if (line.startsWith("step ")) {
                steps.add(line.split(" ")[1]);
            }
        }

        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(COLUMNS));
        assertThat(steps).hasSizeGreaterThan(20);
        assertThat(column(4)).containsExactlyInAnyOrderElementsOf(steps);
    }

    @Test
    void whoReliesOnARuleIsThere() {
        assertThat(column(2))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).as(file).exists());
    }

    @Test
    void whatHoldsARuleIsAClassOfTheTests() throws IOException {
        Set<String> classes = new TreeSet<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target")
                                || name.equals("node_modules")
                                || name.startsWith(".") && !folder.equals(ROOT)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                classes.add(file.getFileName().toString());
                return FileVisitResult.CONTINUE;
            }
        });

        assertThat(column(3)).isNotEmpty().allSatisfy(name -> assertThat(classes)
                .contains(name + ".java"));
    }

    /** What stands in backticks in a column. */
    private Set<String> column(int index) {
        Set<String> found = new TreeSet<>();
        for (List<String> row : rows) {
            Pattern.compile("`([^`]+)`").matcher(row.get(index)).results().forEach(match -> found.add(match.group(1)));
        }
        return found;
    }

    private static List<List<String>> rows() {
        return read(ROOT.resolve("docs/aws-rules.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> Stream.of(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
