package dev.sluice.deploy.script.environment;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.store.FakeLogs;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;
import dev.sluice.deploy.script.Script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reading what the services have logged. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class LogsTest {

    private static final String PRODUCER = "/sluice/dev/producer";
    private static final String WORKER = "/sluice/dev/worker";

    @AutoClose
    private final Installation dev = Installation.running();

    private final FakeLogs logs = dev.aws().logs();
    private final Instant now = Instant.now();

    @BeforeEach
    void createGroups() {
        logs.createGroup(PRODUCER);
        logs.createGroup(WORKER);
    }

    @Test
    void linesOfBothComeInTheirOrder() {
        logs.write(WORKER, "worker/1", now.minusSeconds(10), "Job completed");
        logs.write(PRODUCER, "producer/1", now.minusSeconds(20), "Job accepted");
        logs.write(PRODUCER, "producer/1", now.minusSeconds(7_200), "Long ago");

        Run run = dev.sluice("logs", "dev");
        Run json = dev.sluice("logs", "dev", "worker", "--json", "--since", "1h");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.lines())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("producer/1  Job accepted"),
                        second -> assertThat(second).endsWith("worker/1  Job completed"));
        assertThat(json.json().path("message").asText()).isEqualTo("Job completed");
    }

    @Test
    void newLinesAreFollowedAndTheirPatternIsAsked() {
        logs.write(WORKER, "worker/1", now.minusSeconds(10), "ERROR one");

        try (Script.Started started = dev.script().start("logs", "dev", "worker", "--follow", "--filter", "ERROR")) {
            await().atMost(Duration.ofMinutes(2)).until(() -> dev.count("FilterLogEvents") >= 2);
            logs.write(WORKER, "worker/1", Instant.now(), "INFO two");
            logs.write(WORKER, "worker/1", Instant.now(), "ERROR three");
            int asked = dev.count("FilterLogEvents");
            await().atMost(Duration.ofMinutes(2)).until(() -> dev.count("FilterLogEvents") >= asked + 3);
            started.terminate();
            Run run = started.end();

            assertThat(run.lines())
                    .satisfiesExactly(first -> assertThat(first).endsWith("ERROR one"), second -> assertThat(second)
                            .endsWith("ERROR three"));
        }
    }

    @Test
    void anEnvironmentWithoutLogGroupsIsForBootstrap() {
        try (Installation empty = Installation.empty()) {
            Run run = empty.sluice("logs", "dev");

            assertThat(run.status()).as(run.toString()).isEqualTo(1);
            assertThat(run.err()).contains("there is no log group " + PRODUCER).contains("deploy/sluice bootstrap dev");
        }
    }

    @Test
    void aTimeThatIsNoneIsMisuse() {
        assertThat(dev.sluice("logs", "dev", "--since", "yesterday").status()).isEqualTo(2);
    }
}
