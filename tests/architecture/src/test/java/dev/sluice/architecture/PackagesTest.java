package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for each package of the product: it is small, says what belongs there, and is part of no cycle. */
class PackagesTest {

    /** As many as fit on a screen with their first lines of Javadoc. */
    private static final int MOST_CLASSES = 16;

    /** The source files, by the folder that they are in. */
    private static Map<Path, List<String>> packages;

    @BeforeAll
    static void read() {
        packages = new TreeMap<>();
        for (Path root : Product.sources()) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> packages.computeIfAbsent(file.getParent(), folder -> new ArrayList<>())
                                .add(file.getFileName().toString().replace(".java", "")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(packages).isNotEmpty();
    }

    @Test
    void noPackagesDependOnEachOther() {
        SlicesRuleDefinition.slices()
                .matching("dev.sluice.(**)")
                .should()
                .beFreeOfCycles()
                .check(Product.classes());
    }

    @Test
    void noPackageHasMoreThanSixteenClasses() {
        assertThat(packages).allSatisfy((folder, names) -> assertThat(
                        names.stream().filter(name -> !name.endsWith("-info")).count())
                .as(folder.toString())
                .isLessThanOrEqualTo(MOST_CLASSES));
    }

    @Test
    void everyPackageSaysWhatBelongsThere() {
        assertThat(packages)
                .allSatisfy((folder, names) ->
                        assertThat(names).as(folder.toString()).contains("package-info"));
    }

    @Test
    void noTwoClassesHaveTheSameSimpleName() {
        Map<String, List<Path>> folders = new TreeMap<>();
        packages.forEach((folder, names) -> names.stream()
                .filter(name -> !name.endsWith("-info"))
                .forEach(name -> folders.computeIfAbsent(name, first -> new ArrayList<>())
                        .add(folder)));
        folders.values().removeIf(places -> places.size() == 1);
        assertThat(folders).isEmpty();
    }
}
