package dev.sluice.deploy.infrastructure;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class TemplatesTest {

    /** Read by many parsers, but not by CloudFormation ("Working with CloudFormation templates", YAML). */
    @ParameterizedTest
    @ValueSource(strings = {"shared.yaml", "environment.yaml"})
    void useNoAliasesOfYaml(String template) throws IOException {
        assertThat(Files.readString(Documents.TEMPLATES.resolve(template)))
                .doesNotContainPattern("(?m)[:-] [&*][A-Za-z]");
    }

    /** Whoever builds has a registry of their own, perhaps. */
    @Test
    void theValidatorComesFromWhateverRegistryNpmHas() throws IOException {
        assertThat(Files.readString(Repository.path("deploy/infrastructure/validator/package-lock.json")))
                .contains("integrity")
                .doesNotContain("resolved");
    }

    /** The largest that CloudFormation takes, from S3 (CloudFormation quotas). */
    @Test
    void areNotTooLargeForCloudFormation() throws IOException {
        assertThat(Files.size(Documents.TEMPLATES.resolve("environment.yaml"))).isLessThan(1_048_576);
        assertThat(Documents.environment().get("Resources").size()).isLessThan(500);
        assertThat(Documents.environment().get("Parameters").size()).isLessThan(200);
    }
}
