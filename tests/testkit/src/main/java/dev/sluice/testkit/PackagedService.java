package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * A service as it is shipped, in a process of its own: the packaged application with nothing but its environment to
 * configure it. It listens on free ports and tells them by its log.
 */
public final class PackagedService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(40);

    private final String name;
    private final Process process;
    private final ServiceLog log = new ServiceLog();

    private PackagedService(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread.ofVirtual().name(name + "-log").start(() -> log.read(process));
    }

    /**
     * Starts the service and waits until it is up.
     *
     * @param module the module's folder, seen from the root of the project
     * @param sqs where its SQS is
     * @param environment what else to tell it
     * @param options such as {@code -Xmx64m}
     */
    public static PackagedService start(String module, URI sqs, Map<String, String> environment, String... options) {
        ProcessBuilder command = ServiceCommand.of(module, sqs, environment, List.of(options));
        try {
            PackagedService service = new PackagedService(module, command.start());
            service.awaitStart();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its API is. */
    public URI api() {
        return URI.create("http://127.0.0.1:" + log.apiPort());
    }

    /** Where its health is. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + log.managementPort());
    }

    public long pid() {
        return process.pid();
    }

    /** What it has written so far. */
    public List<String> log() {
        return log.lines();
    }

    /** Whether it has written a line with this text. */
    public boolean says(String text) {
        return log.says(text);
    }

    /** The memory that it has now, in bytes: its resident set, as Linux tells it. */
    public long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stands still from now on, unnoticed by itself (SIGSTOP). */
    public void pause() {
        signal("STOP");
    }

    /** Goes on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    /** Asks it to stop (SIGTERM), waits for its end and returns its exit status. */
    public int terminate() {
        return terminate(STOP);
    }

    /**
     * Asks it to stop (SIGTERM), waits for its end and returns its exit status.
     *
     * @throws IllegalStateException when it has not ended within this time; it is killed then
     */
    public int terminate(Duration within) {
        // Not process.destroy(), which would also close its output: what it says at the end would be lost.
        process.toHandle().destroy();
        return awaitEnd(within);
    }

    /** Kills it (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " of " + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int awaitEnd(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " has not ended within " + within + "\n" + log.tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitStart() {
        try {
            await().atMost(START).until(() -> log.tellsPorts() || !process.isAlive());
        } finally {
            if (!log.tellsPorts()) {
                process.destroyForcibly();
            }
        }
        if (!log.tellsPorts()) {
            throw new IllegalStateException(name + " has not started:\n" + log.tail());
        }
    }
}
