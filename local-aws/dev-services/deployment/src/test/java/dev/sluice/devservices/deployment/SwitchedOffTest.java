package dev.sluice.devservices.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class SwitchedOffTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION =
            new QuarkusUnitTest().withEmptyApplication().overrideConfigKey("quarkus.devservices.enabled", "false");

    @Test
    void nothingIsProvided() {
        var config = ConfigProvider.getConfig();

        assertThat(config.getOptionalValue("quarkus.sqs.endpoint-override", String.class))
                .isEmpty();
        assertThat(config.getOptionalValue("sluice.cloudwatch.endpoint-override", String.class))
                .isEmpty();
        assertThat(config.getOptionalValue("quarkus.sqs.aws.region", String.class))
                .isEmpty();
        assertThat(config.getOptionalValue("quarkus.sqs.aws.credentials.static-provider.access-key-id", String.class))
                .isEmpty();
    }
}
