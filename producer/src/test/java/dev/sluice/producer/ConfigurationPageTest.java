package dev.sluice.producer;

import java.io.IOException;

import org.junit.jupiter.api.Test;

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
        assertThat(page.defaults("sluice.producer.")).isEqualTo(Settings.of(ProducerConfig.class));
    }

    @Test
    void thePageTellsWhatTheProducerSetsAboutItsChannels() throws IOException {
        assertThat(page.defaults("mp.messaging.outgoing.jobs-")).isEqualTo(Settings.ofChannels());
    }
}
