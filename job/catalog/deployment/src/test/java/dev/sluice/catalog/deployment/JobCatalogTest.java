package dev.sluice.catalog.deployment;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.builtin.job.Checksum;
import dev.sluice.builtin.job.Webhook;
import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.job.JobType;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class JobCatalogTest {

    @JobType("a.resize-2")
    record Resize(int width, int height) {}

    @RegisterExtension
    static final QuarkusUnitTest SERVICE = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Resize.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false");

    @Inject
    JobCatalog catalog;

    @Test
    void listsTheJobTypesOfTheJobModuleAndOfTheServiceItselfSortedByName() {
        assertThat(catalog.definitions())
                .extracting(JobDefinition::type)
                .isSorted()
                .contains("a.resize-2", "checksum", "webhook");
    }

    @Test
    void findsAJobTypeByNameAndByRecord() {
        assertThat(catalog.find("webhook"))
                .hasValueSatisfying(found -> assertThat(found.payload()).isEqualTo(Webhook.class));
        assertThat(catalog.of(Checksum.class))
                .hasValueSatisfying(found -> assertThat(found.type()).isEqualTo("checksum"));
        assertThat(catalog.of(Resize.class)).isPresent();
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        assertThat(catalog.find("Webhook")).isEmpty();
        assertThat(catalog.of(String.class)).isEmpty();
    }

    @Test
    void hasASchemaForEach() {
        assertThat(catalog.definitions()).extracting(JobDefinition::schema).allSatisfy(schema -> assertThat(schema)
                .startsWith("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"")
                .contains("\"additionalProperties\":false"));
    }
}
