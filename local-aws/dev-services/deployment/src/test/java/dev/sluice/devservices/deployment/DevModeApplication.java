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

/** {@link SqsReport} and {@link CloudWatchReport} in dev mode, on free ports. */
final class DevModeApplication {

    private final int httpPort = freePort();

    /** @param properties the lines of its {@code application.properties} */
    QuarkusDevModeTest with(String... properties) {
        String lines = "quarkus.http.port=" + httpPort + "\n" + String.join("\n", properties) + "\n";
        if (!lines.contains("cloudwatch-port")) {
            lines += "sluice.dev-services.cloudwatch-port=0\n";
        }
        String all = lines;
        return new QuarkusDevModeTest()
                .withApplicationRoot(jar -> jar.addClasses(SqsReport.class, CloudWatchReport.class)
                        .addAsResource(new StringAsset(all), "application.properties"));
    }

    /** Asks it, which is also what makes dev mode look for changes. */
    Seen report() throws IOException, InterruptedException {
        List<String> lines = get("/sqs").lines().toList();
        return new Seen(URI.create(lines.getFirst()), lines.subList(1, lines.size()));
    }

    /** Asks it where its CloudWatch is. */
    URI cloudWatch() throws IOException, InterruptedException {
        return URI.create(get("/cloudwatch"));
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(response.toString());
            }
            return response.body();
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
