package dev.sluice.catalog.deployment;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.job.JobType;

import static org.assertj.core.api.Assertions.assertThat;

class JobCatalogTest {

    @RegisterExtension
    static final QuarkusUnitTest SERVICE =
            new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Zebra.class, Kind.class, Inner.class));

    @Inject
    JobCatalog catalog;

    enum Kind {
        @com.fasterxml.jackson.annotation.JsonProperty("a")
        A,
        @com.fasterxml.jackson.annotation.JsonProperty("b")
        B
    }

    record Inner(@jakarta.validation.constraints.NotBlank String name, int count) {}

    @JobType("a.zebra")
    record Zebra(
            Kind kind,
            Kind other,
            Inner inner,
            java.util.List<Inner> inners,
            java.time.Instant at,
            java.time.Duration d,
            java.util.Map<String, Inner> byName,
            boolean flag,
            Zebra next,
            com.fasterxml.jackson.databind.node.ObjectNode on,
            Object any,
            java.util.List<@jakarta.validation.constraints.Pattern(regexp = "[a-z]+") String> tags) {}

    @Test
    void findsTheJobTypes() {
        for (JobDefinition d : catalog.definitions()) System.out.println(d);
        assertThat(catalog.definitions())
                .extracting(JobDefinition::type)
                .containsExactly("a.zebra", "checksum", "webhook");
    }
}
