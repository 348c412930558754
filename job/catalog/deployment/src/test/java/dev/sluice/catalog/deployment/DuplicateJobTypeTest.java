package dev.sluice.catalog.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.job.JobType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

@Tag("application")
class DuplicateJobTypeTest {

    @JobType("report")
    record Report(String title) {}

    @JobType("report")
    record OtherReport(String title) {}

    @RegisterExtension
    static final QuarkusUnitTest SERVICE = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Report.class, OtherReport.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("the job type \"report\" is declared twice, by ")
                    .hasMessageContaining(Report.class.getName())
                    .hasMessageContaining(OtherReport.class.getName()));

    @Test
    void twoRecordsForOneJobTypeFailTheBuild() {
        fail("the service was built");
    }
}
