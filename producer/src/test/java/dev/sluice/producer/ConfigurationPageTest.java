package dev.sluice.producer;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.api.body.BodyConfig;
import dev.sluice.api.problem.RetryConfig;
import dev.sluice.client.ClientConfig;
import dev.sluice.testkit.ConfigurationPage;
import dev.sluice.testkit.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {

    private final ConfigurationPage page;

    ConfigurationPageTest() throws IOException {
        page = new ConfigurationPage();
    }

    @Test
    void thePageTellsEverySettingOfTheProducerAndItsDefault() {
        Map<String, String> settings = Settings.of(BodyConfig.class);
        settings.putAll(Settings.of(RetryConfig.class));
        settings.putAll(Settings.of(ClientConfig.class));

        assertThat(page.defaults("sluice.producer.")).isEqualTo(settings);
    }

    @Test
    void thePageTellsWhatTheProducerSetsAboutItsChannels() throws IOException {
        assertThat(page.defaults("mp.messaging.outgoing.jobs-"))
                .isEqualTo(Settings.ofChannels("client/src/main/resources/META-INF/microprofile-config.properties"));
    }
}
