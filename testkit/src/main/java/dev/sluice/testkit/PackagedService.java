package dev.sluice.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;

/**
 * A service as it is shipped, in a process of its own: the packaged application with nothing but its environment to
 * configure it. It listens on free ports and tells them by its log.
 */
public final class PackagedService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final Pattern API = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final Pattern MANAGEMENT = Pattern.compile("Management interface listening on http://[^:]+:(\\d+)");

    private final String name;
    private final Process process;
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> apiPort = new CompletableFuture<>();
    private final CompletableFuture<Integer> managementPort = new CompletableFuture<>();

    private PackagedService(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread.ofVirtual().name(name + "-log").start(this::readLog);
    }

    /**
     * Starts the service and waits until it is up.
     *
     * @param module the module's folder, seen from the root of the project
     * @param sqs where its SQS is
     * @param environment what else to tell it
     */
    public static PackagedService start(String module, URI sqs, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command(module)).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(key -> key.startsWith("AWS_") || key.startsWith("QUARKUS_"));
        variables.put("QUARKUS_HTTP_PORT", "0");
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_MANAGEMENT_PORT", "0");
        variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        variables.put("QUARKUS_SQS_ENDPOINT_OVERRIDE", sqs.toString());
        variables.put("AWS_REGION", "eu-central-1");
        variables.put("AWS_ACCESS_KEY_ID", "test");
        variables.put("AWS_SECRET_ACCESS_KEY", "test");
        variables.putAll(environment);
        try {
            PackagedService service = new PackagedService(module, builder.start());
            service.awaitStart();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its API is. */
    public URI api() {
        return URI.create("http://127.0.0.1:" + apiPort.join());
    }

    /** Where its health is. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort.join());
    }

    public long pid() {
        return process.pid();
    }

    /** What it has written so far. */
    public List<String> log() {
        return new ArrayList<>(log);
    }

    /** Whether it has written a line with this text. */
    public boolean says(String text) {
        return log.stream().anyMatch(line -> line.contains(text));
    }

    /** Asks it to stop (SIGTERM), waits for its end and returns its exit status. */
    public int terminate() {
        process.destroy();
        return awaitEnd();
    }

    /** Kills it (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " has not ended within " + STOP + "\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitStart() {
        try {
            await().atMost(START).until(() -> (apiPort.isDone() && managementPort.isDone()) || !process.isAlive());
        } finally {
            if (!managementPort.isDone()) {
                process.destroyForcibly();
            }
        }
        if (!apiPort.isDone()) {
            throw new IllegalStateException(name + " has not started:\n" + tail());
        }
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                findPort(API, line, apiPort);
                findPort(MANAGEMENT, line, managementPort);
            }
        } catch (IOException e) {
            log.add("(the log ended: " + e.getMessage() + ")");
        }
    }

    private static void findPort(Pattern pattern, String line, CompletableFuture<Integer> port) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
            port.complete(Integer.valueOf(matcher.group(1)));
        }
    }

    private String tail() {
        List<String> lines = log();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static List<String> command(String module) {
        Path jar = projectRoot().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: package the services first (./mvnw package)");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx256m", "--sun-misc-unsafe-memory-access=allow", "-jar", jar.toString());
    }

    /** The folder with the wrapper in it, from wherever the tests of a module are started. */
    private static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("No mvnw above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
