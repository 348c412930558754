package ${package}.handlers;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import ${package}.jobs.Greeting;
import dev.sluice.test.SluiceJobs;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Through a queue, as in production. */
@QuarkusTest
class GreetingJobTest {

    @Inject
    SluiceJobs jobs;

    @Test
    void aGreetingIsCompleted() {
        assertThat(jobs.submit(new Greeting("you")).awaitOutcome()).isEqualTo(Outcome.completed("Hello, you"));
    }

    @Test
    void aGreetingOfNobodyIsRejected() {
        assertThat(jobs.submit(new Greeting(" ")).awaitOutcome())
                .isEqualTo(Outcome.rejected("data.name must not be blank"));
    }
}
