package dev.sluice.runtime.cloudwatch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CloudWatchNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Sluice", "My Company/Sluice_2.0", "a:b#c-d", "AWS", "aws/x"})
    void takesANamespaceThatCloudWatchTakes(String namespace) {
        assertThat(CloudWatchNames.namespace("setting", namespace)).isEqualTo(namespace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "AWS/SQS", ":x", "größe", "a\nb", "a\tb", "a*b", "Sluice\n"})
    void namesTheSettingOfANamespaceThatCloudWatchRefuses(String namespace) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudWatchNames.namespace("sluice.cloudwatch.namespace", namespace))
                .withMessageStartingWith("sluice.cloudwatch.namespace must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "eu-1 (blue)", ":x"})
    void takesADimensionValueThatCloudWatchTakes(String value) {
        assertThat(CloudWatchNames.dimensionValue("setting", value)).isEqualTo(value);
        assertThat(CloudWatchNames.dimensionValue("setting", "x".repeat(1024))).hasSize(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "prüfung", "a\nb", "a\u007Fb", "prod\n"})
    void namesTheSettingOfADimensionValueThatCloudWatchRefuses(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudWatchNames.dimensionValue("sluice.cloudwatch.environment", value))
                .withMessageStartingWith("sluice.cloudwatch.environment must be ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudWatchNames.dimensionValue("setting", "x".repeat(1025)));
        assertThatIllegalArgumentException().isThrownBy(() -> CloudWatchNames.namespace("setting", "x".repeat(256)));
    }
}
