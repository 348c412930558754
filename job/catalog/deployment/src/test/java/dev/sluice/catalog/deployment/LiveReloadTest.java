package dev.sluice.catalog.deployment;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.QuarkusDevModeTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.testkit.DevUi;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class LiveReloadTest {

    private static final int PORT = freePort();
    private static final int PRODUCER = freePort();
    private static final String EXTENSION = "sluice-catalog";

    @RegisterExtension
    static final QuarkusDevModeTest SERVICE = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(LiveReloadCatalog.class)
                    .addAsResource(
                            new StringAsset("quarkus.http.host=127.0.0.1\nquarkus.http.port=" + PORT
                                    + "\nsluice.dev-services.producer=http://127.0.0.1:" + PRODUCER + "\n"),
                            "application.properties"));

    @Test
    void aRecordAddedWhileTheServiceRunsIsAJobTypeAtTheNextRequest() throws Exception {
        assertThat(catalog()).doesNotContain("late");

        SERVICE.addSourceFile(LiveReloadPayload.class);
        assertThat(catalog()).contains("late {").contains("\"first\"").doesNotContain("\"second\"");

        SERVICE.modifySourceFile(LiveReloadPayload.class, source -> source.replace("first", "second"));
        assertThat(catalog()).contains("late {").contains("\"second\"").doesNotContain("\"first\"");
    }

    @Test
    void theDevUiShowsTheJobTypesAndSubmitsJobsToTheProducer() throws Exception {
        DevUi devUi = new DevUi(URI.create("http://127.0.0.1:" + PORT));
        SERVICE.addSourceFile(LiveReloadPayload.class);
        assertThat(catalog()).contains("late {");

        assertThat(devUi.get("devui-data.js").body()).contains("qwc-sluice-job-types.js");
        assertThat(devUi.get(EXTENSION + "-data.js").body())
                .contains("late", LiveReloadPayload.class.getName(), "first");
        for (String script : List.of("qwc-sluice-job-types.js", "sluice-example.js")) {
            assertThat(devUi.get(EXTENSION + "/" + script).statusCode())
                    .as(script)
                    .isEqualTo(200);
        }

        assertThat(devUi.call(EXTENSION, "submit", Map.of("job", "{}")).toString())
                .contains("No producer answers");

        BlockingQueue<String> submitted = new LinkedBlockingQueue<>();
        HttpServer producer = HttpServer.create(new InetSocketAddress("127.0.0.1", PRODUCER), 0);
        producer.createContext("/jobs", exchange -> {
            try (exchange) {
                submitted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] answer = "{\"id\":\"4711\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(202, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        producer.start();
        try {
            JsonNode answer = devUi.call(EXTENSION, "submit", Map.of("job", "{\"type\":\"late\"}"));

            assertThat(answer.get("status").asInt()).isEqualTo(202);
            assertThat(answer.get("body").asText()).contains("4711");
            assertThat(submitted.take()).isEqualTo("{\"type\":\"late\"}");
        } finally {
            producer.stop(0);
        }
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
