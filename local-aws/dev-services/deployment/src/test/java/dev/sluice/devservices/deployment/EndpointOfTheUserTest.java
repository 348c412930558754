package dev.sluice.devservices.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class EndpointOfTheUserTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.sqs.endpoint-override", "http://sqs.example")
            .overrideConfigKey("sluice.cloudwatch.endpoint-override", "http://cloudwatch.example");

    @Test
    void theServicesStayOutEntirely() {
        var config = ConfigProvider.getConfig();

        assertThat(config.getValue("quarkus.sqs.endpoint-override", String.class))
                .isEqualTo("http://sqs.example");
        assertThat(config.getValue("sluice.cloudwatch.endpoint-override", String.class))
                .isEqualTo("http://cloudwatch.example");
        assertThat(config.getOptionalValue("sluice.cloudwatch.region", String.class))
                .isEmpty();
        assertThat(config.getOptionalValue("quarkus.sqs.aws.region", String.class))
                .isEmpty();
        assertThat(config.getOptionalValue("quarkus.sqs.aws.credentials.static-provider.access-key-id", String.class))
                .isEmpty();
    }
}
