package dev.sluice.acceptance.devmode;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service in dev mode, as {@code ./dev} starts it, in processes of its own. */
public final class DevMode implements AutoCloseable {

    /** Those of {@code ./dev} by which Maven leaves all that was compiled as it is. */
    public static final List<String> OPTIONS = List.of(
            "-Denforcer.skip",
            "-Dmaven.test.skip",
            "-Dmaven.resources.skip",
            "-Djandex.skip",
            "-Dmdep.skip",
            "-Dmaven.compiler.useIncrementalCompilation=false",
            "-Dextension-descriptor.phase=none");

    private final Process process;
    private final int port;
    private final Path output;

    private DevMode(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    static DevMode start(Checkout checkout, String module, URI sqs) throws IOException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Dquarkus.console.enabled=false");
        return start(checkout, module, sqs, options, "dev-mode-" + module + ".log");
    }

    /** One that runs tests, as after {@code r}, and says what became of them. */
    static DevMode testing(Checkout checkout, String module, URI sqs) throws IOException {
        // Quarkus takes no test for one that Maven was told to skip.
        List<String> options = new ArrayList<>(OPTIONS);
        options.remove("-Dmaven.test.skip");
        options.addAll(List.of("-Dquarkus.console.basic=true", "-Dquarkus.test.continuous-testing=enabled"));
        return start(checkout, module, sqs, options, "dev-mode-testing.log");
    }

    private static DevMode start(Checkout checkout, String module, URI sqs, List<String> options, String log)
            throws IOException {
        int port = freePort();
        Path output = Path.of("target", log).toAbsolutePath();
        List<String> command = new ArrayList<>(
                List.of("./mvnw", "-o", "-T1", "-B", "-q", "quarkus:dev", "-pl", module, "-Ddebug=false"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(checkout.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        var environment = builder.environment();
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort()));
        environment.put("QUARKUS_SQS_ENDPOINT_OVERRIDE", sqs.toString());
        environment.put("QUARKUS_BANNER_ENABLED", "false");
        environment.put("SLUICE_CLOUDWATCH_ENABLED", "false");
        environment.put("SLUICE_DEV_SERVICES_ENABLED", "false");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        return new DevMode(builder.start(), port, output);
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What it has written so far; it stays in {@code target} for who wants to know more. */
    List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long linesWith(String text) {
        return lines().stream().filter(line -> line.contains(text)).count();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
