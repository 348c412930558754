package dev.sluice.worker.run;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;
import dev.sluice.worker.probe.HeldHandler;
import dev.sluice.worker.probe.Jobs;
import dev.sluice.worker.probe.LogLines;
import dev.sluice.worker.probe.ProbeHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("application")
@QuarkusTest
@TestProfile(StubbornHandlerTest.TwoSlots.class)
class StubbornHandlerTest {

    /** Two slots, both for one type, and hardly any time. */
    public static final class TwoSlots implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sluice.consumer.concurrency", "2",
                    "sluice.consumer.retry.initial-delay", "0S",
                    "sluice.consumer.types.held.concurrency", "2",
                    "sluice.consumer.types.held.time-limit", "300MS");
        }
    }

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    HeldHandler held;

    @Inject
    ProbeHandler probes;

    @Inject
    @Liveness
    HandlersCheck liveness;

    private TestQueue normal;

    @BeforeEach
    void open() {
        normal = TestQueue.at(sqs, QueueSpec.named("jobs-normal"));
        held.reset();
    }

    @AfterEach
    void close() {
        held.release(1_000);
        await().until(() -> held.running() == 0);
        normal.purge();
        normal.close();
    }

    @Test
    void aHandlerThatTakesItsInterruptionEndsAtTheTimeLimitAndItsJobIsTriedAgain() {
        Jobs.send(normal, "held", "{\"stubborn\":false}");

        await().until(() -> held.started() == 2);
        assertThat(held.mostRunning()).isEqualTo(1);
    }

    @Test
    void aJobDoesNotRunBesideItsOwnHandlerThatIgnoresItsInterruption() {
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            String job = Jobs.send(normal, "held", "{\"stubborn\":true}");

            await().until(() -> log.count(job + " delivered again while an earlier attempt is still running") == 1);

            assertThat(held.started()).isEqualTo(1);
        }
    }

    @Test
    void aHandlerThatIgnoresItsInterruptionKeepsItsSlotAndIsNamedOnceUntilItReturns() {
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            String one = Jobs.send(normal, "held", "{\"stubborn\":true}");
            String other = Jobs.send(normal, "held", "{\"stubborn\":true}");

            await().until(() -> log.count("Job held " + one + " still running") == 1
                    && log.count("Job held " + other + " still running") == 1);
            assertThat(log.count(HeldHandler.class.getName())).isEqualTo(2);
            assertThat(log.count("time limit exceeded")).isEqualTo(2);
            await().until(() -> liveness.after(Duration.ofMillis(1)).getStatus() == Status.DOWN);
            assertThat(liveness.call().getStatus()).as("for less than a minute").isEqualTo(Status.UP);

            String waiting = Jobs.send(normal, "probe", "{\"behaviour\":\"COMPLETE\"}");
            await().during(Duration.ofMillis(700))
                    .until(() -> held.mostRunning() == 2 && probes.attempts(waiting) == 0);
            assertThat(log.count("still running after")).isEqualTo(2);

            held.release(1_000);
            await().until(() -> probes.attempts(waiting) == 1);
            await().until(() -> liveness.after(Duration.ofMillis(1)).getStatus() == Status.UP);
            assertThat(held.sawThatItWasCancelled(one)).isTrue();
        }
    }
}
