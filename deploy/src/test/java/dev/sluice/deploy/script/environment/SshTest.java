package dev.sluice.deploy.script.environment;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;

import static dev.sluice.deploy.script.Installation.PRODUCER;
import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.WORKER_NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

/** A session on an instance. The plugin that has the terminal is the test's own; it only says that it was called. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class SshTest {

    @AutoClose
    private final Installation dev = Installation.running();

    @Test
    void beginsASessionOnAnInstanceOfTheService() {
        withPlugin();
        dev.aws().beanstalk().run(WORKER_HIGH, "i-0000000000000000a", "i-0000000000000000b");
        dev.aws().beanstalk().run(PRODUCER, "i-0000000000000000c");

        Run worker = dev.sluice("ssh", "dev");
        Run producer = dev.sluice("ssh", "dev", "producer");
        Run other = dev.sluice("ssh", "dev", "worker-high", "--instance", "i-0000000000000000b");

        assertThat(worker.status()).as(worker.toString()).isZero();
        assertThat(worker.out()).contains("in session");
        assertThat(worker.err()).contains("On i-0000000000000000a of: i-0000000000000000a i-0000000000000000b");
        assertThat(producer.status()).isZero();
        assertThat(other.status()).isZero();
        assertThat(dev.aws().parameters().sessions())
                .containsExactly("i-0000000000000000a", "i-0000000000000000c", "i-0000000000000000b");
    }

    @Test
    void withoutAnInstanceThereIsNoSession() {
        withPlugin();
        dev.aws().beanstalk().run(WORKER_NORMAL);

        Run run = dev.sluice("ssh", "dev", "worker-normal");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("no instance runs in sluice-dev-worker-normal");
    }

    @Test
    void aServiceThatIsNoneIsMisuse() {
        withPlugin();

        Run run = dev.sluice("ssh", "dev", "dashboard");

        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains("it has: worker-high worker-normal producer");
    }

    private void withPlugin() {
        dev.script().withProgram("session-manager-plugin", "#!/bin/sh\necho in session\n");
    }
}
