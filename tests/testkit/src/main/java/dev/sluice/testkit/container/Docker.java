package dev.sluice.testkit.container;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import static java.io.OutputStream.nullOutputStream;

/** Docker's command line, against one engine. */
public final class Docker {

    private final Map<String, String> environment;

    private Docker(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The engine that this process's {@code DOCKER_HOST} names, or the one at the default socket. */
    public static Docker here() {
        return new Docker(Map.of());
    }

    /**
     * An engine of a test's own.
     *
     * @param host as {@code DOCKER_HOST} has it, such as {@code unix:///tmp/docker.sock}
     * @param configuration the folder in which the command keeps what it knows, such as logins
     */
    public static Docker at(String host, Path configuration) {
        return new Docker(Map.of("DOCKER_HOST", host, "DOCKER_CONFIG", configuration.toString()));
    }

    /** What the command answered: its exit status, and its output and errors. */
    public record Answer(int status, String text) {

        public boolean isGood() {
            return status == 0;
        }
    }

    /**
     * Runs a command that must succeed, and gives what it printed.
     *
     * @throws IllegalStateException when it has not succeeded
     */
    public String run(String... arguments) {
        Answer answer = ask(arguments);
        if (!answer.isGood()) {
            throw new IllegalStateException("docker " + String.join(" ", arguments) + ": " + answer.text());
        }
        return answer.text().strip();
    }

    /** Runs a command and gives what came of it. */
    public Answer ask(String... arguments) {
        Process process = start(arguments);
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of an image as a registry would hand it out: all layers, compressed as {@code docker push} does. */
    public long pulledBytes(String image) {
        Process process = start("save", image);
        try (InputStream archive = process.getInputStream();
                Counted counted = new Counted();
                GZIPOutputStream compressed = new GZIPOutputStream(counted)) {
            archive.transferTo(compressed);
            compressed.finish();
            return counted.bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted() {
            super(nullOutputStream());
        }

        @Override
        public void write(int next) {
            bytes++;
        }

        @Override
        public void write(byte[] block, int from, int length) {
            bytes += length;
        }
    }
}
