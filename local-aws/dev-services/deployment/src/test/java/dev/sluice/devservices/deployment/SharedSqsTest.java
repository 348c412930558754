package dev.sluice.devservices.deployment;

import java.net.URI;

import io.quarkus.test.QuarkusDevModeTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class SharedSqsTest {

    private static final DevModeApplication APPLICATION = new DevModeApplication();
    private static final LocalSqs RUNNING = LocalSqs.start(0);
    private static final URI SHARED = RUNNING.endpoint();

    @RegisterExtension
    static final QuarkusDevModeTest DEV_MODE =
            APPLICATION.with("sluice.dev-services.port=" + SHARED.getPort(), "mp.messaging.outgoing.a.queue=jobs");

    @AfterAll
    static void stop() {
        RUNNING.close();
    }

    @Test
    void oneThatRunsAlreadyIsUsedAndWhenItEndsAReloadStartsAnother() throws Exception {
        RUNNING.createQueues(QueueSpec.named("of-another"));
        var seen = APPLICATION.report();
        assertThat(seen.endpoint()).isEqualTo(SHARED);
        assertThat(seen.queues()).contains("jobs", "jobs-dlq", "of-another");

        reload();
        assertThat(APPLICATION.report().queues()).contains("of-another");

        RUNNING.close();
        assertThat(Queues.answerAt(SHARED)).isFalse();

        reload();
        var after = APPLICATION.report();
        assertThat(after.endpoint()).isEqualTo(SHARED);
        assertThat(after.queues()).containsExactlyInAnyOrder("jobs", "jobs-dlq");
    }

    private static void reload() {
        DEV_MODE.modifyResourceFile("application.properties", lines -> lines + "# changed\n");
    }
}
