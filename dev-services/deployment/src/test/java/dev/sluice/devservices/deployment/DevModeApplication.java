package dev.sluice.devservices.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.quarkus.test.QuarkusDevModeTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;

/** {@link SqsReport} in dev mode, on free ports. */
final class DevModeApplication {

    private final int httpPort = freePort();

    /** @param properties the lines of its {@code application.properties} */
    QuarkusDevModeTest with(String... properties) {
        String lines = "quarkus.http.port=" + httpPort + "\n" + String.join("\n", properties) + "\n";
        return new QuarkusDevModeTest().withApplicationRoot(jar -> jar.addClass(SqsReport.class)
                .addAsResource(new StringAsset(lines), "application.properties"));
    }

    /** Asks it, which is also what makes dev mode look for changes. */
    Seen report() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/sqs"))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(response.toString());
            }
            List<String> lines = response.body().lines().toList();
            return new Seen(URI.create(lines.getFirst()), lines.subList(1, lines.size()));
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the application sees. */
    record Seen(URI endpoint, List<String> queueUrls) {

        List<String> queues() {
            return queueUrls.stream()
                    .map(url -> url.substring(url.lastIndexOf('/') + 1))
                    .toList();
        }

        String url(String queue) {
            return queueUrls.stream()
                    .filter(url -> url.endsWith("/" + queue))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
