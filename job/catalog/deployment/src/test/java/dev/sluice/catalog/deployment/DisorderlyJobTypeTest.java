package dev.sluice.catalog.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.job.JobType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

@Tag("application")
class DisorderlyJobTypeTest {

    @JobType("plain")
    static final class PlainClass {}

    @JobType("Send Mail")
    record SendMail(String to) {}

    @RegisterExtension
    static final QuarkusUnitTest SERVICE = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(PlainClass.class, SendMail.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining(
                            PlainClass.class.getName() + " is annotated with @JobType(\"plain\") but is not a record")
                    .hasMessageContaining(
                            SendMail.class.getName() + " has the job type name \"Send Mail\": a name is"));

    @Test
    void aClassThatIsNoRecordAndANameOutOfShapeFailTheBuildTogether() {
        fail("the service was built");
    }
}
