package dev.sluice.ports.deployment;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import dev.sluice.ports.PortsConfig;
import dev.sluice.testkit.ConfigurationPage;
import dev.sluice.testkit.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {

    @Test
    void thePageTellsEverySettingOfThePortsAndItsDefault() throws IOException {
        assertThat(new ConfigurationPage().defaults("sluice.ports.")).isEqualTo(Settings.of(PortsConfig.class));
    }
}
