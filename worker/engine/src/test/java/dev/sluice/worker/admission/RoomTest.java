package dev.sluice.worker.admission;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;
import dev.sluice.worker.probe.HeldHandler;
import dev.sluice.worker.probe.Jobs;
import dev.sluice.worker.probe.ProbeHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("application")
@QuarkusTest
@TestProfile(RoomTest.TenSlots.class)
class RoomTest {

    /**
     * Eight of the ten slots are what one type gets without being told. Jobs may go back ten times, so that a slow machine
     * does not bring them to hold up the stream.
     */
    public static final class TenSlots implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sluice.dev-services.max-receive-count", "20",
                    "sluice.consumer.concurrency", "10",
                    "sluice.consumer.types.test-hello.rate", "3/1H");
        }
    }

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    HeldHandler held;

    @Inject
    ProbeHandler probes;

    private TestQueue normal;

    @BeforeEach
    void open() {
        normal = TestQueue.at(sqs, QueueSpec.named("jobs-normal"));
        held.reset();
    }

    @AfterEach
    void close() {
        normal.purge();
        held.release(1_000);
        await().until(() -> held.running() == 0);
        normal.purge();
        normal.close();
    }

    @Test
    void aFloodOfASlowTypeKeepsToItsSlotsWhileJobsOfAnotherTypeFinish() {
        for (int i = 0; i < 200; i++) {
            Jobs.send(normal, "held", "{\"stubborn\":false}");
        }
        await().until(() -> held.running() == 8);

        List<String> others = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            others.add(Jobs.send(normal, "probe", "{\"behaviour\":\"COMPLETE\"}"));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> others.stream().allMatch(id -> probes.attempts(id) == 1));
        assertThat(held.running()).isEqualTo(8);
        assertThat(held.mostRunning()).isEqualTo(8);
        assertThat(normal.deadLetters()).isZero();
    }

    @Test
    void theJobsThatWaitHereStartAsSlotsBecomeFree() {
        for (int i = 0; i < 12; i++) {
            Jobs.send(normal, "held", "{\"stubborn\":false}");
        }
        await().until(() -> held.running() == 8 && normal.inFlight() == 12);

        held.release(4);

        await().until(() -> held.started() == 12);
        assertThat(held.mostRunning()).isEqualTo(8);
    }

    @Test
    void startsNoMoreJobsOfATypeThanItsRateAllowsAndKeepsTheOthersUnderTheirLease() {
        for (int i = 0; i < 8; i++) {
            Jobs.send(normal, "test-hello", "{\"name\":\"you\"}");
        }

        await().until(() -> normal.depth() == 5 && normal.inFlight() == 5);
        await().during(Duration.ofMillis(500)).until(() -> normal.depth() == 5 && normal.inFlight() == 5);
    }
}
