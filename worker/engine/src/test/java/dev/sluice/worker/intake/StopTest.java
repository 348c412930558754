package dev.sluice.worker.intake;

import java.net.URI;
import java.util.Map;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;
import dev.sluice.worker.probe.HeldHandler;
import dev.sluice.worker.probe.Jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("application")
@QuarkusTest
@TestProfile(StopTest.OfItsOwn.class)
class StopTest {

    /** An application that no other test needs afterwards. */
    public static final class OfItsOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sluice.consumer.concurrency", "10", "sluice.consumer.types.held.concurrency", "2");
        }
    }

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    HeldHandler held;

    @Inject
    Event<ShutdownEvent> stop;

    @Test
    void atTheOrderToStopTheJobsThatWaitGoBackAtOnceAndNothingStarts() throws Exception {
        try (TestQueue normal = TestQueue.at(sqs, QueueSpec.named("jobs-normal"))) {
            for (int i = 0; i < 8; i++) {
                Jobs.send(normal, "held", "{\"stubborn\":false}");
            }
            await().until(() -> held.running() == 2 && normal.inFlight() == 8);

            Thread stopping = Thread.ofVirtual().start(() -> stop.fire(new ShutdownEvent()));

            // The worker's own last poll may take them once more, and then gives them back again.
            await().until(() -> normal.inFlight() == 2 && normal.visible() == 6);
            assertThat(held.running()).isEqualTo(2);
            held.release(2);
            stopping.join();
            assertThat(held.started()).isEqualTo(2);
            assertThat(normal.depth()).as("what was in work is done").isEqualTo(6);
            normal.purge();
        }
    }
}
