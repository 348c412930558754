package dev.sluice.devservices.deployment;

import java.net.URI;

import io.quarkus.test.QuarkusDevModeTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class CloudWatchLiveReloadTest {

    private static final DevModeApplication APPLICATION = new DevModeApplication();
    private static final LocalCloudWatch RUNNING = LocalCloudWatch.start(0);
    private static final URI SHARED = RUNNING.endpoint();

    @RegisterExtension
    static final QuarkusDevModeTest DEV_MODE = APPLICATION.with(
            "sluice.dev-services.port=" + DevModeApplication.freePort(),
            "sluice.dev-services.cloudwatch-port=" + SHARED.getPort());

    @AfterAll
    static void stop() {
        RUNNING.close();
    }

    @Test
    void oneThatRunsIsSharedAndTheOneThatAReloadStartsInItsPlaceOutlivesReloads() throws Exception {
        assertThat(APPLICATION.cloudWatch()).isEqualTo(SHARED);

        reload();
        assertThat(APPLICATION.cloudWatch()).isEqualTo(SHARED);
        assertThat(LocalCloudWatch.answersAt(SHARED)).isTrue();

        RUNNING.close();
        reload();
        assertThat(APPLICATION.cloudWatch()).isEqualTo(SHARED);
        assertThat(LocalCloudWatch.answersAt(SHARED)).isTrue();

        MetricDatum datum = MetricDatum.builder().metricName("kept").value(1.0).build();
        try (CloudWatchClient client = Clients.ofCloudWatch(SHARED)) {
            client.putMetricData(r -> r.namespace("Test").metricData(datum));

            reload();
            assertThat(APPLICATION.cloudWatch()).isEqualTo(SHARED);

            assertThat(client.listMetrics(r -> r.namespace("Test")).metrics()).hasSize(1);
        }
    }

    private static void reload() {
        DEV_MODE.modifyResourceFile("application.properties", lines -> lines + "# changed\n");
    }
}
