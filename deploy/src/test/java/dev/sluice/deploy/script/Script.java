package dev.sluice.deploy.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The real script, as an operator runs it. Whatever it prints, no secret may be in it. */
public final class Script {

    /** What must never be seen: the operator's credentials, and tokens that the stand-ins give. */
    private static final List<String> SECRETS = List.of(
            "secret-key-that-nobody-shall-see",
            "session-token-that-nobody-shall-see",
            "registry-token-that-nobody-shall-see");

    private static final int LIMIT_SECONDS = 1_200;

    private final Checkout checkout;
    private final Map<String, String> variables = new TreeMap<>();

    Script(Checkout checkout) {
        this.checkout = checkout;
        variables.put("AWS_ACCESS_KEY_ID", "AKIDOPERATOR");
        variables.put("AWS_SECRET_ACCESS_KEY", SECRETS.get(0));
        variables.put("AWS_SESSION_TOKEN", SECRETS.get(1));
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("HOME", checkout.root().resolve("target/home").toString());
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("SLUICE_POLL_SECONDS", "0.05");
        variables.put("SLUICE_SETTLE_SECONDS", "2");
        variables.put("no_proxy", "127.0.0.1");
        variables.put("PATH", AwsServer.path());
    }

    public Script with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Puts a program of the test's own before others of its name. */
    public Script withProgram(String name, String text) {
        checkout.writeExecutable("target/bin/" + name, text);
        variables.put("PATH", checkout.root().resolve("target/bin") + ":" + AwsServer.path());
        return this;
    }

    public Run run(String... words) {
        try (Started started = start(words)) {
            return started.end();
        }
    }

    /** Starts it, for a test that does something meanwhile. */
    public Started start(String... words) {
        List<String> command = new ArrayList<>();
        command.add(checkout.root().resolve("deploy/sluice").toString());
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile("sluice", ".out");
            Path err = Files.createTempFile("sluice", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(checkout.root().toFile())
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("SLUICE_"));
            builder.environment().putAll(variables);
            return new Started(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that goes on. */
    public record Started(Process process, Path out, Path err) implements AutoCloseable {

        /** What it has said so far. */
        public String saidSoFar() {
            return read(err);
        }

        public void terminate() {
            process.destroy();
        }

        public Run end() {
            try {
                assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                        .as("ends: " + read(err))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Run run = new Run(process.exitValue(), read(out), read(err));
            assertThat(run.toString()).doesNotContain(SECRETS);
            return run;
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                Files.delete(out);
                Files.delete(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
