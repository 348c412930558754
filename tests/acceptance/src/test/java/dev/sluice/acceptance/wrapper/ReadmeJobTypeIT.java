package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** Follows the README's steps to a job type, and those of the page on tests of handlers, to the letter: in a copy of the repository. */
@Tag("process")
@Tag("source")
@DisabledOnOs(OS.WINDOWS)
class ReadmeJobTypeIT {

    /** A path, and the code that is to stand there. */
    private static final Pattern STEP = Pattern.compile("`([\\w/-]+\\.java)`:\n\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void theStepsOfTheReadmeCompileAreFormattedAndPassTheirTests(@TempDir Path folder) throws Exception {
        Path repository = Repository.root();
        Map<String, String> steps = new LinkedHashMap<>(steps(repository.resolve("README.md")));
        steps.putAll(steps(repository.resolve("docs/testing-handlers.md")));
        assertThat(steps.keySet())
                .map(path -> Path.of(path).getFileName().toString())
                .containsExactly(
                        "Greeting.java", "GreetingHandler.java", "GreetingHandlerTest.java", "GreetingJobTest.java");
        Workspace workspace = Workspace.copy(repository, folder);
        for (Map.Entry<String, String> step : steps.entrySet()) {
            workspace.write(step.getKey(), step.getValue());
        }

        String output = run(
                workspace,
                "./mvnw",
                "-o",
                "-B",
                "--no-transfer-progress",
                "spotless:check",
                "test",
                "-pl",
                "consumer",
                // The copy is no clone, and what is compiled already is as it was.
                "-Dmaven.gitcommitid.skip=true",
                "-Dmaven.compiler.useIncrementalCompilation=false",
                "-DspotlessFiles=.*/Greeting.*",
                "-Dtest=GreetingHandlerTest,GreetingJobTest",
                "-Dsurefire.failIfNoSpecifiedTests=false");

        assertThat(output)
                .contains("BUILD SUCCESS")
                .containsPattern("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0")
                .containsPattern("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
    }

    private static Map<String, String> steps(Path page) throws IOException {
        return STEP.matcher(Files.readString(page))
                .results()
                .collect(Collectors.toMap(
                        step -> step.group(1), step -> step.group(2), (one, other) -> other, LinkedHashMap::new));
    }

    private static String run(Workspace workspace, String... command) throws Exception {
        Path output = workspace.root().resolve("build.log");
        Process process = new ProcessBuilder(command)
                .directory(workspace.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
