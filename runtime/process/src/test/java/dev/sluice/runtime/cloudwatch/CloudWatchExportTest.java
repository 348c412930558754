package dev.sluice.runtime.cloudwatch;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CloudWatchExportTest {

    @ParameterizedTest
    @CsvSource({
        "sluice.cloudwatch.namespace, AWS/Sluice",
        "sluice.cloudwatch.namespace, größe",
        "sluice.cloudwatch.environment, prüfung",
        "sluice.cloudwatch.environment, 'a\u0007b'",
        "sluice.cloudwatch.step, 90S",
        "sluice.cloudwatch.step, PT1.5S"
    })
    void aSettingThatCloudWatchCannotTakeStopsTheStartByItsName(String setting, String value) {
        var export = new CloudWatchExport(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(CloudWatchSettings.class)
                .withDefaultValue("sluice.cloudwatch.enabled", "true")
                .withDefaultValue(setting, value)
                .build()
                .getConfigMapping(CloudWatchSettings.class));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> export.start(new StartupEvent()))
                .withMessageStartingWith(setting + " must be ");
    }
}
