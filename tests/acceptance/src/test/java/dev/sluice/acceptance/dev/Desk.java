package dev.sluice.acceptance.dev;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** A developer's copy of the repository in which {@code ./dev} runs, with the real services. */
final class Desk implements AutoCloseable {

    private static final List<String> PORTS = List.of(
            "PRODUCER_PORT",
            "PRODUCER_MANAGEMENT_PORT",
            "CONSUMER_PORT",
            "CONSUMER_MANAGEMENT_PORT",
            "QUEUE_PORT",
            "CLOUDWATCH_PORT");

    private final Path folder;
    private final Path output;
    private final ProcessBuilder command;
    private Process dev;

    /** Copies the files of the repository around the working directory, those too that are not committed, into a folder. */
    Desk(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.output = folder.resolve("dev.out");
        run("git ls-files -z --cached --others --exclude-standard | tar --null -T - -c | tar -x -C \"" + folder + '"');
        command = new ProcessBuilder("./dev").directory(folder.toFile()).redirectErrorStream(true);
        command.redirectOutput(output.toFile());
        for (String port : PORTS) {
            try (ServerSocket socket = new ServerSocket(0)) {
                command.environment().put(port, String.valueOf(socket.getLocalPort()));
            }
        }
    }

    /** Starts {@code ./dev} and returns the seconds until all is ready. */
    double start() throws IOException {
        Files.deleteIfExists(output);
        dev = command.start();
        return secondsUntil(0, "All is ready");
    }

    void stop() {
        if (dev != null) {
            dev.destroy();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !dev.isAlive());
        }
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    /** How much {@code ./dev} has said. */
    int said() throws IOException {
        return Files.readString(output).length();
    }

    /** Waits until {@code ./dev} has said something after it had said so much, and returns the seconds that this took. */
    double secondsUntil(int after, String words) {
        long begin = System.nanoTime();
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(
                                dev.isAlive() && Files.readString(output).indexOf(words, after) >= 0)
                        .as(() -> "\"" + words + "\" in " + output)
                        .isTrue());
        return (System.nanoTime() - begin) / 1e9;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Submits a job that the consumer can do, and returns the status of the answer. */
    int submit(String id) throws IOException, InterruptedException {
        URI jobs = URI.create("http://localhost:" + command.environment().get("PRODUCER_PORT") + "/jobs");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(jobs)
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"id\":\"%s\",\"type\":\"checksum\",\"data\":{\"url\":\"%s\"}}"
                                                    .formatted(id, jobs.resolve("/q/openapi"))))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** Kills the JVM of a service in dev mode. */
    void kill(String service) {
        assertThat(dev.descendants()
                        .filter(process -> process.info()
                                .commandLine()
                                .orElse("")
                                .contains("-jar " + folder.resolve(service + "/target/")))
                        .peek(ProcessHandle::destroyForcibly)
                        .count())
                .isEqualTo(1);
    }

    @Override
    public void close() {
        stop();
    }

    private static void run(String shell) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", "set -o pipefail; " + shell)
                .directory(Repository.root().toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
