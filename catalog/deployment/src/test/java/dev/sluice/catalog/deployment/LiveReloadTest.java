package dev.sluice.catalog.deployment;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import io.quarkus.test.QuarkusDevModeTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class LiveReloadTest {

    private static final int PORT = freePort();

    @RegisterExtension
    static final QuarkusDevModeTest SERVICE = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(LiveReloadCatalog.class)
                    .addAsResource(
                            new StringAsset("quarkus.http.host=127.0.0.1\nquarkus.http.port=" + PORT + "\n"),
                            "application.properties"));

    @Test
    void aRecordAddedWhileTheServiceRunsIsAJobTypeAtTheNextRequest() throws Exception {
        assertThat(catalog()).doesNotContain("late");

        SERVICE.addSourceFile(LiveReloadPayload.class);
        assertThat(catalog()).contains("late {").contains("\"first\"").doesNotContain("\"second\"");

        SERVICE.modifySourceFile(LiveReloadPayload.class, source -> source.replace("first", "second"));
        assertThat(catalog()).contains("late {").contains("\"second\"").doesNotContain("\"first\"");
    }

    private static String catalog() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/catalog"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }
}
