package dev.sluice.deploy.script.image;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.sluice.deploy.aws.registry.FakeRepositories;
import dev.sluice.testkit.container.Docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real Docker engine and a real registry, of the test's own: on a socket and a port that nobody else uses. */
final class Engine implements FakeRepositories.Registry, AutoCloseable {

    static final String PASSWORD = "registry-token-that-nobody-shall-see";

    /** Of the user AWS with {@link #PASSWORD}, bcrypt. */
    private static final String HTPASSWD = "AWS:$2b$05$abcdefghijklmnopqrstuu58QaiJtbnegtsW7eiH2oMDklaj0dXjS\n";

    /** What an image's manifest may be. */
    private static final List<String> MANIFESTS = List.of(
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private static final Path DOCKERD = Path.of("/usr/sbin/dockerd");
    private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private String password = PASSWORD;

    private Engine(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Whether it can be started here; it needs root, Debian's docker.io and docker-registry. */
    static boolean isPossible() {
        return Files.isExecutable(DOCKERD)
                && Files.isExecutable(REGISTRY)
                && "root".equals(System.getProperty("user.name"));
    }

    static Engine start() throws IOException {
        Engine engine = new Engine(Files.createTempDirectory("engine"), freePort());
        engine.startRegistry();
        engine.startDaemon();
        return engine;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void startRegistry() throws IOException {
        Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
        Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %1$s/registry}}
                http: {addr: "127.0.0.1:%2$d"}
                auth: {htpasswd: {realm: sluice, path: %1$s/htpasswd}}
                """.formatted(folder, port));
        start(
                "registry",
                REGISTRY.toString(),
                "serve",
                folder.resolve("registry.yml").toString());
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> call("").getResponseCode() == 200);
    }

    /** Without a bridge, for which two engines on a machine would fight: what runs has the host's network. */
    private void startDaemon() throws IOException {
        start(
                "dockerd",
                DOCKERD.toString(),
                "--host=" + host(),
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--bridge=none",
                "--iptables=false");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> docker().ask("version").isGood());
    }

    private void start(String name, String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    /** For DOCKER_HOST. */
    String host() {
        return "unix://" + folder.resolve("sock");
    }

    /** Lets the client pull, as the instances' roles let them. */
    void logIn() {
        docker().run("login", "--username=AWS", "--password=" + PASSWORD, address());
    }

    /** The client's end; what it keeps of registries goes when the engine goes. */
    Docker docker() {
        return Docker.at(host(), folder.resolve("client"));
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String password() {
        return password;
    }

    /** What ECR hands out from now on, which the registry may not take. */
    void handOut(String token) {
        password = token;
    }

    @Override
    public Set<String> tags(String repository) {
        try {
            HttpURLConnection answer = call(repository + "/tags/list");
            if (answer.getResponseCode() == 404) {
                return Set.of();
            }
            Set<String> tags = new TreeSet<>();
            JsonNode body = new JsonMapper().readTree(answer.getInputStream());
            body.path("tags").forEach(tag -> tags.add(tag.asText()));
            return tags;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public FakeRepositories.Manifest manifest(String repository, String tag) {
        try {
            HttpURLConnection answer = call(repository + "/manifests/" + tag);
            answer.setRequestProperty("Accept", String.join(",", MANIFESTS));
            String text = new String(answer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new FakeRepositories.Manifest(
                    answer.getHeaderField("Docker-Content-Digest"), answer.getContentType(), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void put(String repository, String tag, FakeRepositories.Manifest manifest) {
        try {
            HttpURLConnection put = call(repository + "/manifests/" + tag);
            put.setRequestMethod("PUT");
            put.setDoOutput(true);
            put.setRequestProperty("Content-Type", manifest.mediaType());
            put.getOutputStream().write(manifest.text().getBytes(StandardCharsets.UTF_8));
            assertThat(put.getResponseCode()).isEqualTo(201);
            assertThat(put.getHeaderField("Docker-Content-Digest")).isEqualTo(manifest.digest());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void untag(String repository, String tag) {
        throw new UnsupportedOperationException("This registry deletes whole images only");
    }

    private HttpURLConnection call(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address() + "/v2/" + path).toURL().openConnection();
        String user = Base64.getEncoder().encodeToString(("AWS:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        connection.setRequestProperty("Authorization", "Basic " + user);
        return connection;
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        unmount();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What the daemon has mounted for the networks of containers stays so when it ends. */
    private void unmount() throws IOException {
        List<String> mounted = Files.readAllLines(Path.of("/proc/mounts")).stream()
                .map(line -> line.split(" ")[1])
                .filter(path -> path.startsWith(folder + "/"))
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String path : mounted) {
            new ProcessBuilder("umount", path).inheritIO().start().onExit().join();
        }
    }
}
