package dev.sluice.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

import dev.sluice.localaws.LocalSqs;

/** A local SQS in a process of its own, for more messages than the JVM of the tests can hold. */
public final class SqsProcess implements AutoCloseable {

    private static final String READY = "SQS ready at ";

    private final Process process;
    private final URI endpoint;

    private SqsProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param heap as in {@code -Xmx}, such as {@code 4g}
     */
    public static SqsProcess withHeap(String heap) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + heap,
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SqsProcess.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = process.inputReader().readLine();
            if (line == null || !line.startsWith(READY)) {
                process.destroyForcibly();
                throw new IllegalStateException("SQS has not started: " + line);
            }
            return new SqsProcess(process, URI.create(line.substring(READY.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the process runs. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(READY + LocalSqs.start(0).endpoint());
        Thread.currentThread().join();
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
