package dev.sluice.worker.config;

import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.worker.Configs;
import dev.sluice.worker.job.JobsConfig;
import dev.sluice.worker.scalein.ScaleInProtectionConfig;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RenamedSettingsCheckTest {

    @ParameterizedTest
    @CsvSource({
        "retry.first, retry.initial-delay",
        "retry.most, retry.max-delay",
        "types.webhook.retry-first, types.webhook.retry-initial-delay",
        "types.webhook.retry-most, types.webhook.retry-max-delay",
        "scale-in-protection.calm-period, scale-in-protection.cool-down",
        "scale-in-protection.least-interval, scale-in-protection.min-interval"
    })
    void aStartWithAnOldNameFailsAndSaysTheNewOne(String oldName, String newName) {
        RenamedSettings settings = Configs.of(RenamedSettings.class, oldName, "1S");

        assertThatThrownBy(() -> new RenamedSettingsCheck(settings))
                .hasMessage(
                        "The setting sluice.consumer.%s has another name now: sluice.consumer.%s", oldName, newName);
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_CONSUMER_RETRY_FIRST, retry.initial-delay",
        "SLUICE_CONSUMER_TYPES_WEBHOOK_RETRY_MOST, types.webhook.retry-max-delay",
        "SLUICE_CONSUMER_SCALE_IN_PROTECTION_CALM_PERIOD, scale-in-protection.cool-down"
    })
    void soDoesOneWithAnOldVariable(String variable, String newName) {
        RenamedSettings settings = withVariable(variable);

        assertThatThrownBy(() -> new RenamedSettingsCheck(settings))
                .hasMessageEndingWith(": sluice.consumer." + newName);
    }

    @Test
    void theNamesOfTodayAreFine() {
        RenamedSettings settings = withVariable("SLUICE_CONSUMER_TYPES_WEBHOOK_RETRY_MAX_DELAY");

        assertThatCode(() -> new RenamedSettingsCheck(settings)).doesNotThrowAnyException();
    }

    /** Beside the settings that there are, as in a worker. */
    private static RenamedSettings withVariable(String name) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(JobsConfig.class)
                .withMapping(ScaleInProtectionConfig.class)
                .withMapping(RenamedSettings.class)
                .withSources(new EnvConfigSource(Map.of(name, "1S"), EnvConfigSource.ORDINAL))
                .build()
                .getConfigMapping(RenamedSettings.class);
    }
}
