package dev.sluice.ports.deployment;

import java.net.URI;
import java.util.stream.Stream;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.testkit.RawHttp;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class OpenedPortsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Page.class, Ports.class))
            .overrideConfigKey("quarkus.management.enabled", "true")
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.management.test-port", "0")
            .overrideConfigKey("sluice.ports.h2c", "true");

    @TestHTTPResource
    URI api;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void bothPortsSpeakHttp2WithoutTlsIfThatIsAskedFor() {
        Stream.of(api, management).forEach(port -> {
            assertThat(RawHttp.send(port, Ports.HTTP_2_PREFACE).text()).contains(Ports.SETTINGS_FRAME);
            assertThat(RawHttp.send(port, Ports.UPGRADE).status()).isEqualTo(101);
        });
    }
}
