package dev.sluice.catalog.deployment;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.job.JobType;
import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

@Tag("application")
class TwoHandlersTest {

    @JobType("report")
    record Report(String title) {}

    @ApplicationScoped
    static class Printer implements BlockingJobHandler<Report> {
        @Override
        public Outcome handle(Report payload, JobContext job) {
            return Outcome.completed();
        }
    }

    @ApplicationScoped
    static class OtherPrinter implements BlockingJobHandler<Report> {
        @Override
        public Outcome handle(Report payload, JobContext job) {
            return Outcome.completed();
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest SERVICE = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Report.class, Printer.class, OtherPrinter.class))
            // Nobody here asks for handlers, as a worker does.
            .overrideConfigKey("quarkus.arc.remove-unused-beans", "false")
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Two handlers for job type \"report\": ")
                    .hasMessageContaining(Printer.class.getName())
                    .hasMessageContaining(OtherPrinter.class.getName()));

    @Test
    void twoHandlersForOneJobTypeFailTheBuild() {
        fail("the service was built");
    }
}
