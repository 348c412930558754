package dev.sluice.acceptance.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static java.io.OutputStream.nullOutputStream;

/** Docker's command line, against the engine at {@code DOCKER_HOST}. */
final class Docker {

    private Docker() {}

    /** What the command answered. */
    record Answer(int status, String text) {

        boolean isGood() {
            return status == 0;
        }
    }

    /** Runs a command that must succeed, and gives what it printed. */
    static String run(String... arguments) {
        Answer answer = ask(arguments);
        if (!answer.isGood()) {
            throw new IllegalStateException("docker " + String.join(" ", arguments) + ": " + answer.text());
        }
        return answer.text().strip();
    }

    /** Runs a command and gives what came of it. */
    static Answer ask(String... arguments) {
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
    static long pulledBytes(String image) {
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

    private static Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
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
