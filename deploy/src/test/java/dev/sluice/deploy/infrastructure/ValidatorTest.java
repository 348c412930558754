package dev.sluice.deploy.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Extensions;

import static org.assertj.core.api.Assertions.assertThat;

/** What AWS' validator says; all in one run of it. An enum's wrong value is a mere warning there, and no warning passes here. */
@Tag("process")
class ValidatorTest {

    private static final Path SHARED = Documents.TEMPLATES.resolve("shared.yaml");
    private static final Path ENVIRONMENT = Documents.TEMPLATES.resolve("environment.yaml");

    private static final List<Path> BUNDLED = new ArrayList<>();
    private static final List<Path> BROKEN = new ArrayList<>();

    private static Map<Path, List<String>> findings;

    @BeforeAll
    static void validate(@TempDir Path folder) throws IOException, InterruptedException {
        for (Path file : Extensions.files()) {
            JsonNode document = Extensions.read(file);
            if (document.has("Resources")) {
                BUNDLED.add(write(folder, file, Extensions.template(document).toString()));
                BROKEN.add(write(
                        folder,
                        file.resolveSibling("broken-" + file.getFileName()),
                        Extensions.template(document)
                                .toString()
                                .replaceFirst("\"(Threshold|TargetValue|HealthCheckPort)\"", "\"$1s\"")));
            }
        }
        Path enumeration = write(
                folder, Path.of("enumeration.yaml"), Files.readString(SHARED).replace("IMMUTABLE", "SOLID"));
        BROKEN.add(enumeration);
        List<Path> all = new ArrayList<>(List.of(SHARED, ENVIRONMENT));
        all.addAll(BUNDLED);
        all.addAll(BROKEN);
        findings = Validator.findings(all);
    }

    @Test
    void theTemplatesPassWithoutAnErrorOrAWarning() {
        assertThat(findings.get(SHARED)).isEmpty();
        assertThat(findings.get(ENVIRONMENT)).isEmpty();
    }

    @Test
    void whatBundlesAddToElasticBeanstalksTemplatePasses() {
        assertThat(BUNDLED).hasSizeGreaterThan(2);
        assertThat(BUNDLED)
                .allSatisfy(template -> assertThat(findings.get(template)).isEmpty());
    }

    @Test
    void whatIsWrongDoesNotPass() {
        assertThat(BROKEN)
                .allSatisfy(template -> assertThat(findings.get(template)).isNotEmpty());
        assertThat(findings.get(BROKEN.getLast())).anyMatch(finding -> finding.contains("W3030"));
    }

    private static Path write(Path folder, Path name, String text) throws IOException {
        return Files.writeString(folder.resolve(name.getFileName() + ".template"), text);
    }
}
