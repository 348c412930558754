package dev.sluice.deploy.script.environment;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Call;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.QueuesOfAnEnvironment;
import dev.sluice.deploy.script.Run;

import static dev.sluice.deploy.script.Installation.HISTORY;
import static dev.sluice.deploy.script.Installation.LOCK;
import static org.assertj.core.api.Assertions.assertThat;

/** The end of an environment, which takes no job along unless it is told to. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class DestroyTest {

    private static final String GROUP = "awseb-e-1234567890-stack-AWSEBAutoScalingGroup";

    @AutoClose
    private final Installation dev = Installation.running();

    @AutoClose
    private final QueuesOfAnEnvironment queues = new QueuesOfAnEnvironment(dev);

    /** Two ways in which the groups of workers never become empty: somebody protects itself, or another one comes. */
    @Test
    void deletesTheStackAndWhatTheScriptRemembersThoughWorkersAreBusy() {
        dev.aws().scaling().create(GROUP, Installation.WORKER_NORMAL, "i-busy", "i-idle");
        dev.aws().scaling().create("producers", Installation.PRODUCER, "i-producer");
        dev.aws().scaling().isBusy("i-busy");
        dev.aws()
                .faults()
                .plan(
                        "TerminateInstanceInAutoScalingGroup",
                        1,
                        new AwsError(400, "ScalingActivityInProgress", "There are scaling activities in progress"));

        Run run = dev.sluice("destroy", "dev", "--yes", "--json");
        Run second = dev.sluice("destroy", "dev", "--yes");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.json().path("outcome").asText()).isEqualTo("destroyed");
        assertThat(dev.aws().stacks().names()).isEmpty();
        assertThat(dev.aws().parameters().names()).doesNotContain(HISTORY, LOCK);
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.err()).contains("nothing to destroy");
        assertThat(dev.calls().stream()
                        .map(Call::operation)
                        .filter(
                                List.of("SuspendProcesses", "TerminateInstanceInAutoScalingGroup", "DeleteStack")
                                        ::contains))
                .containsExactly(
                        "SuspendProcesses",
                        "TerminateInstanceInAutoScalingGroup",
                        "TerminateInstanceInAutoScalingGroup",
                        "TerminateInstanceInAutoScalingGroup",
                        "DeleteStack");
        assertThat(dev.aws().scaling().groups().ended()).containsExactly("i-busy", "i-idle", "i-producer");
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
