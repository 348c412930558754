package dev.sluice.cloudwatch;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.ConfigurationPage;
import dev.sluice.testkit.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {

    @Test
    void thePageTellsEverySettingAndItsDefault() throws IOException {
        assertThat(new ConfigurationPage(Path.of("..")).defaults("sluice.cloudwatch."))
                .isEqualTo(Settings.of(CloudWatchSettings.class));
        assertThat(new ConfigurationPage(Path.of("..")).defaults("sluice.metrics."))
                .isEqualTo(Settings.of(MetricsSettings.class));
    }
}
