package dev.sluice.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** A project as a team has it: the commands that its README tells, and files that are saved. */
final class StarterProject implements AutoCloseable {

    private static final List<String> PORTS = List.of(
            "PRODUCER_PORT",
            "PRODUCER_MANAGEMENT_PORT",
            "CONSUMER_PORT",
            "CONSUMER_MANAGEMENT_PORT",
            "QUEUE_PORT",
            "CLOUDWATCH_PORT");

    private final Path folder;
    private final Staging staging;
    private final Path devOutput;
    private Process dev;
    private int producerPort;

    private StarterProject(Path folder, Staging staging) {
        this.folder = folder;
        this.staging = staging;
        this.devOutput = folder.resolveSibling("dev.out");
    }

    /** Makes one by the archetype, as the folder {@code parcels} of another. */
    static StarterProject generate(Path parent, Staging staging, String... properties) throws IOException {
        StarterProject project = new StarterProject(parent.resolve("parcels"), staging);
        List<String> command = Stream.concat(
                        Stream.of(
                                Repository.path("mvnw").toString(),
                                "-B",
                                System.getProperty("archetype-plugin") + ":generate",
                                "-DarchetypeGroupId=dev.sluice",
                                "-DarchetypeArtifactId=sluice-starter",
                                "-DarchetypeVersion=" + Staging.version(),
                                "-DgroupId=com.example",
                                "-DartifactId=parcels"),
                        Stream.of(properties))
                .toList();
        assertThat(project.run(parent, command)).contains("BUILD SUCCESS");
        return project;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void save(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
    }

    /** Runs a command of the project to its end and returns what it said. */
    String run(String... command) throws IOException {
        return run(folder, List.of(command));
    }

    private String run(Path where, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder.getParent(), "run", ".out");
        Process process = command(where, command, output).start();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(process);
        }
        return Files.readString(output);
    }

    private ProcessBuilder command(Path where, List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MAVEN_ARGS", staging.options());
        return builder;
    }

    /** Makes it a repository with a commit, since a version is one. */
    void commit() throws IOException {
        run("git", "init", "-q", "--template=");
        run("git", "add", "-A");
        run("git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "Begin");
    }

    /** Starts {@code ./dev} and waits until all is ready. */
    void startDev() throws IOException {
        ProcessBuilder builder = command(folder, List.of("./dev"), devOutput);
        for (String port : PORTS) {
            builder.environment().put(port, String.valueOf(freePort()));
        }
        producerPort = Integer.parseInt(builder.environment().get("PRODUCER_PORT"));
        dev = builder.start();
        awaitDev("All is ready");
    }

    /** Waits until {@code ./dev} has said that. */
    void awaitDev(String words) {
        Awaitility.await("\"" + words + "\" in " + devOutput)
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    String said = Files.readString(devOutput);
                    assertThat(said).contains(words);
                });
    }

    /** Submits a job until it is accepted: the service may not know a new type yet. */
    void submit(String job) {
        URI jobs = URI.create("http://localhost:" + producerPort + "/jobs");
        HttpRequest request = HttpRequest.newBuilder(jobs)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(job))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 202);
        }
    }

    @Override
    public void close() {
        if (dev != null) {
            dev.destroy();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !dev.isAlive());
            end(dev);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
