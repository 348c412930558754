package ${package}.handlers;

import org.junit.jupiter.api.Test;

import ${package}.jobs.Greeting;
import dev.sluice.test.TestJob;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Without a queue: a handler is a plain class. */
class GreetingHandlerTest {

    @Test
    void greetsByName() throws Exception {
        assertThat(TestJob.create().run(new GreetingHandler(), new Greeting("you")))
                .isEqualTo(Outcome.completed("Hello, you"));
    }
}
