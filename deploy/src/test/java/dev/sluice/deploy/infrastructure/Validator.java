package dev.sluice.deploy.infrastructure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** AWS' own validator of templates, which node runs and npm brings; its schemas are in the package, so it works offline. */
final class Validator {

    private static final Path SOURCES = Repository.path("deploy/infrastructure/validator");
    private static final Path HOME = Repository.path("deploy/target/validator");

    private static final long MINUTES_TO_INSTALL = 5;

    private Validator() {}

    /**
     * Fails a build server that has no node; elsewhere the test that asks is skipped.
     *
     * @param templates all at once, since it takes seconds to start
     * @return what it found in each, without what is only information
     */
    static Map<Path, List<String>> findings(Collection<Path> templates) throws IOException, InterruptedException {
        install();
        List<String> command = new ArrayList<>(List.of("node", "validate.js"));
        templates.forEach(template -> command.add(template.toAbsolutePath().toString()));
        JsonNode reports = new ObjectMapper().readTree(run(HOME, command));
        Map<Path, List<String>> findings = new HashMap<>();
        for (Path template : templates) {
            findings.put(
                    template, findings(reports.get(template.toAbsolutePath().toString())));
        }
        return findings;
    }

    private static List<String> findings(JsonNode report) {
        List<String> findings = new ArrayList<>();
        if (!report.get("status").asText().equals("OK")) {
            findings.add("status " + report.get("status").asText());
        }
        for (JsonNode finding : report.get("diagnostics")) {
            if (!finding.get("severity").asText().equals("INFO")) {
                findings.add("%s %s: %s (%s %s)"
                        .formatted(
                                finding.get("severity").asText(),
                                finding.get("ruleId").asText(),
                                finding.get("message").asText(),
                                finding.at("/entity/logicalId").asText(),
                                finding.path("propertyPath").asText()));
            }
        }
        return findings;
    }

    private static void install() throws IOException, InterruptedException {
        if (!isOnPath("node") || !isOnPath("npm")) {
            String missing =
                    "Templates are checked by AWS' validator, which needs node and npm: on Debian, install nodejs and npm";
            assertThat(System.getenv("CI")).as(missing).isNull();
            Assumptions.abort(missing);
        }
        Files.createDirectories(HOME);
        boolean same = true;
        for (String name : List.of("package.json", "package-lock.json", ".npmrc", "validate.js")) {
            Path copy = HOME.resolve(name);
            same &= Files.exists(copy) && Files.mismatch(SOURCES.resolve(name), copy) == -1;
            Files.copy(SOURCES.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!same || !Files.exists(HOME.resolve("node_modules/.package-lock.json"))) {
            run(HOME, List.of("npm", "ci", "--ignore-scripts", "--loglevel=error"));
        }
    }

    /** What a command prints; fails with what it says if it does not end well. */
    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(HOME, "errors", ".txt");
        Path output = Files.createTempFile(HOME, "output", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(MINUTES_TO_INSTALL, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            assertThat(process.waitFor())
                    .as("%s: %s", String.join(" ", command), Files.readString(errors))
                    .isZero();
            return Files.readString(output);
        } finally {
            Files.delete(errors);
            Files.delete(output);
        }
    }

    private static boolean isOnPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
