package dev.sluice.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.builtin.http.OutboundConfig;
import dev.sluice.builtin.webhook.WebhookConfig;
import dev.sluice.testkit.ConfigurationPage;
import dev.sluice.testkit.Settings;
import dev.sluice.worker.deadletter.access.DeadLettersConfig;
import dev.sluice.worker.job.JobsConfig;
import dev.sluice.worker.job.JobsConfig.TypeConfig;
import dev.sluice.worker.scalein.ScaleInProtectionConfig;
import dev.sluice.worker.telemetry.JobLogConfig;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {

    private final ConfigurationPage page;

    ConfigurationPageTest() throws IOException {
        page = new ConfigurationPage();
    }

    @Test
    void thePageTellsEverySettingOfTheWorkerAndItsDefault() {
        Map<String, String> settings = new TreeMap<>();
        for (Class<?> mapping : List.of(
                JobsConfig.class,
                JobLogConfig.class,
                DeadLettersConfig.class,
                ScaleInProtectionConfig.class,
                OutboundConfig.class,
                WebhookConfig.class)) {
            settings.putAll(Settings.of(mapping));
        }

        assertThat(page.defaults("sluice.consumer.")).isEqualTo(settings);
    }

    @Test
    void thePageTellsWhatTheWorkerSetsAboutItsChannel() throws IOException {
        assertThat(page.defaults("mp.messaging.incoming.jobs."))
                .isEqualTo(Settings.ofChannels(
                        "worker/engine/src/main/resources/META-INF/microprofile-config.properties"));
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_CONSUMER_TYPES_WEBHOOK_TIME_LIMIT, webhook",
        "SLUICE_CONSUMER_TYPES__INVOICE_RENDER__TIME_LIMIT, invoice.render"
    })
    void theVariablesThatThePageNamesForOneJobTypeReachIt(String variable, String type) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(JobsConfig.class)
                .withSources(new EnvConfigSource(Map.of(variable, "1M"), EnvConfigSource.ORDINAL))
                .build()
                .getConfigMapping(JobsConfig.class);

        assertThat(config.types().get(type))
                .extracting(TypeConfig::timeLimit)
                .extracting(limit -> limit.orElseThrow())
                .isEqualTo(Duration.ofMinutes(1));
    }
}
