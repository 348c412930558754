package dev.sluice.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TemplatesTest {

    @ParameterizedTest
    @ValueSource(strings = {"shared.yaml", "environment.yaml"})
    void passAwsValidatorWithoutAnErrorOrAWarning(String template) throws Exception {
        assertThat(Validator.findings(Documents.TEMPLATES.resolve(template))).isEmpty();
    }

    /** An enum's wrong value is a mere warning to the validator, W3030; here nothing above information passes. */
    @Test
    void wouldNotPassWithAWrongEnumValueNorWithAnUnknownProperty(@TempDir Path folder) throws Exception {
        String template = Files.readString(Documents.TEMPLATES.resolve("shared.yaml"));
        Path broken = folder.resolve("broken.yaml");
        Files.writeString(
                broken,
                template.replaceFirst("ImageTagMutability: IMMUTABLE", "ImageTagMutability: SOLID")
                        .replaceFirst("ScanOnPush: true", "ScanOnPull: true"));

        assertThat(Validator.findings(broken))
                .anyMatch(finding -> finding.contains("W3030") && finding.contains("ImageTagMutability"))
                .anyMatch(finding -> finding.contains("ScanOnPull"));
    }

    /** Read by many parsers, but not by CloudFormation ("Working with CloudFormation templates", YAML). */
    @ParameterizedTest
    @ValueSource(strings = {"shared.yaml", "environment.yaml"})
    void useNoAliasesOfYaml(String template) throws IOException {
        assertThat(Files.readString(Documents.TEMPLATES.resolve(template)))
                .doesNotContainPattern("(?m)[:-] [&*][A-Za-z]");
    }

    /** The largest that CloudFormation takes, from S3 (CloudFormation quotas). */
    @Test
    void areNotTooLargeForCloudFormation() throws IOException {
        assertThat(Files.size(Documents.TEMPLATES.resolve("environment.yaml"))).isLessThan(1_048_576);
        assertThat(Documents.environment().get("Resources").size()).isLessThan(500);
        assertThat(Documents.environment().get("Parameters").size()).isLessThan(200);
    }
}
