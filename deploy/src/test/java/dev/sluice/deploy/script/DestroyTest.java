package dev.sluice.deploy.script;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.sluice.deploy.script.Installation.HISTORY;
import static dev.sluice.deploy.script.Installation.LOCK;
import static org.assertj.core.api.Assertions.assertThat;

/** The end of an environment, which takes no job along unless it is told to. */
@Execution(ExecutionMode.CONCURRENT)
class DestroyTest {

    @AutoClose
    private final Installation dev = Installation.running();

    @AutoClose
    private final QueuesOfAnEnvironment queues = new QueuesOfAnEnvironment(dev);

    @Test
    void deletesTheStackAndWhatTheScriptRemembers() {
        Run run = dev.sluice("destroy", "dev", "--yes", "--json");
        Run second = dev.sluice("destroy", "dev", "--yes");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.json().path("outcome").asText()).isEqualTo("destroyed");
        assertThat(dev.aws().stacks().names()).isEmpty();
        assertThat(dev.aws().parameters().names()).doesNotContain(HISTORY, LOCK);
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.err()).contains("nothing to destroy");
    }

    @Test
    void refusesWhileAQueueHoldsMessagesUnlessForced() {
        queues.send("jobs-normal");

        Run refused = dev.sluice("destroy", "dev", "--yes");
        Run forced = dev.sluice("destroy", "dev", "--yes", "--force");

        assertThat(refused.status()).as(refused.toString()).isEqualTo(3);
        assertThat(refused.err()).contains("jobs-normal: 1 waiting, 0 in work, 0 delayed");
        assertThat(forced.status()).as(forced.toString()).isZero();
        assertThat(dev.aws().stacks().names()).isEmpty();
    }

    @Test
    void asksAndTakesNoSilenceForAYes() {
        Run run = dev.sluice("destroy", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("nobody is there to ask");
        assertThat(dev.aws().stacks().names()).containsExactly("sluice-dev");
    }
}
