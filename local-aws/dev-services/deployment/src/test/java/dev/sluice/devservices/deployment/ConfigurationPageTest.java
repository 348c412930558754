package dev.sluice.devservices.deployment;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.ConfigurationPage;
import dev.sluice.testkit.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {

    @Test
    void thePageTellsEverySettingOfTheDevServicesAndItsDefault() throws IOException {
        assertThat(new ConfigurationPage().defaults("sluice.dev-services."))
                .isEqualTo(Settings.of(SluiceDevServicesConfig.class));
    }
}
