package dev.sluice.consumer.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's example is the code beside this test, which the other tests compile and run. */
class ReadmeExampleTest {

    private static final Path ROOT = Path.of("..");
    private static final Path HERE = Path.of("src/test/java/dev/sluice/consumer/example");

    @Test
    void theReadmeShowsTheExampleAsItIsTested() throws Exception {
        List<String> shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1).strip())
                .toList();

        assertThat(shown).containsExactly(code("Greeting.java"), code("GreetingHandler.java"));
    }

    /** A source file without its package and imports, which the README leaves to the editor. */
    private static String code(String file) throws Exception {
        return Files.readString(HERE.resolve(file))
                .lines()
                .filter(line -> !line.startsWith("package ") && !line.startsWith("import "))
                .reduce("", (text, line) -> text + line + "\n")
                .strip();
    }
}
