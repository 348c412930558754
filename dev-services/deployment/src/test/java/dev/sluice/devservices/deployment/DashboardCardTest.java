package dev.sluice.devservices.deployment;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.quarkus.test.QuarkusDevModeTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class DashboardCardTest {

    private static final int HTTP_PORT = DevModeApplication.freePort();
    private static final int CLOUDWATCH_PORT = DevModeApplication.freePort();

    @RegisterExtension
    static final QuarkusDevModeTest DEV_MODE = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addAsResource(
                    new StringAsset("""
                            quarkus.http.port=%d
                            sluice.dev-services.port=0
                            sluice.dev-services.cloudwatch-port=%d
                            """.formatted(HTTP_PORT, CLOUDWATCH_PORT)), "application.properties"));

    @Test
    void theDevUiLinksToTheDashboard() throws Exception {
        URI extensions = URI.create("http://localhost:" + HTTP_PORT + "/q/dev-ui/devui-data.js");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(extensions).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).contains("http://localhost:" + CLOUDWATCH_PORT + "/dashboard/");
        }
    }
}
