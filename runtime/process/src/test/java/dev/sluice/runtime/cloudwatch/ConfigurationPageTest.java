package dev.sluice.runtime.cloudwatch;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import dev.sluice.runtime.meters.MetricsSettings;
import dev.sluice.testkit.ConfigurationPage;
import dev.sluice.testkit.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {

    @Test
    void thePageTellsEverySettingAndItsDefault() throws IOException {
        assertThat(new ConfigurationPage().defaults("sluice.cloudwatch."))
                .isEqualTo(Settings.of(CloudWatchSettings.class));
        assertThat(new ConfigurationPage().defaults("sluice.metrics.")).isEqualTo(Settings.of(MetricsSettings.class));
    }
}
