package dev.sluice.deploy.script;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.deploy.aws.FakeAws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A call through {@link AwsServer} is a call of the plain command, only sooner. */
@Tag("process")
class AwsServerTest {

    @AutoClose
    private final FakeAws aws = FakeAws.start();

    @TempDir
    Path folder;

    /** Whether a call goes to the command that is on {@code PATH} without the stand-in. */
    private enum Way {
        PLAIN,
        SERVED
    }

    @BeforeEach
    void needTheStandIn() {
        assumeTrue(AwsServer.folder().isPresent(), "the aws command is not Python's to load");
    }

    @Test
    void hasTheSameAnswersAndErrorsAndStatuses() throws Exception {
        List<List<String>> calls = List.of(
                List.of("--version"),
                List.of("ssm", "get-parameter", "--nam"),
                List.of("ssm", "no-such-operation"),
                List.of("ssm", "get-parameter", "--name", "/not/there"),
                List.of("elasticbeanstalk", "describe-environments", "--max-records", "many"),
                List.of("elasticbeanstalk", "describe-environments", "--query", "length(Environments)"));
        for (List<String> call : calls) {
            assertThat(run(Way.SERVED, "", Map.of(), call)).isEqualTo(run(Way.PLAIN, "", Map.of(), call));
        }
    }

    @Test
    void hasTheCallersArgumentsToTheByte() throws Exception {
        String value = "two  spaces, \"quotes\", 'more', a\nline, $HOME, * and Grüße ☃";

        run(Way.SERVED, "", Map.of(), put("--name", "/a", "--value", value));

        assertThat(value("/a")).isEqualTo(value);
    }

    @Test
    void hasTheCallersWorkingDirectoryAndStandardInput() throws Exception {
        Files.writeString(folder.resolve("value.txt"), "from a file");

        Run file = run(Way.SERVED, "", Map.of(), put("--name", "/file", "--value", "file://value.txt"));
        Run input = run(Way.SERVED, "a-key\na-secret\nmars-1\njson\n", Map.of(), List.of("configure"));

        assertThat(file.status()).as(file.toString()).isZero();
        assertThat(input.status()).as(input.toString()).isZero();
        assertThat(value("/file")).isEqualTo("from a file");
        assertThat(folder.resolve(".aws/config")).content().contains("mars-1");
    }

    @Test
    void hasTheCallersEnvironmentAndNoOther() throws Exception {
        List<String> call = List.of("ssm", "get-parameter", "--name", "/a");

        Run nobody = run(Way.SERVED, "", Map.of("AWS_PROFILE", "nobody"), call);
        Run somebody = run(Way.SERVED, "", Map.of(), call);

        assertThat(nobody.err()).contains("nobody");
        assertThat(somebody.err()).contains("ParameterNotFound");
    }

    @ParameterizedTest
    @CsvSource({"TERM", "INT", "HUP"})
    void endsAsThePlainCommandDoesOnASignal(String signal) throws Exception {
        assertThat(statusAfter(Way.SERVED, signal)).isEqualTo(statusAfter(Way.PLAIN, signal));
    }

    @Test
    void aCallWhoseCallerIsKilledEndsToo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process caller = start(Way.SERVED, Map.of(), slowCall(silent));
            try (Socket connection = silent.accept()) {
                readRequest(connection);
                caller.destroyForcibly();

                assertThat(connection.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void callsSideBySideDoNotMix() throws Exception {
        List<Integer> numbers = IntStream.range(0, 24).boxed().toList();
        List<Process> started = new ArrayList<>();
        for (int number : numbers) {
            started.add(start(
                    Way.SERVED,
                    Map.of("AWS_DEFAULT_OUTPUT", number % 2 == 0 ? "json" : "text"),
                    put("--name", "/" + number, "--value", "value " + number)));
        }
        for (int number : numbers) {
            Process process = started.get(number);
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            assertThat(out.startsWith("{")).as(out).isEqualTo(number % 2 == 0);
        }

        assertThat(numbers).allSatisfy(number -> assertThat(value("/" + number)).isEqualTo("value " + number));
    }

    @Test
    void theScriptNeedsNoMoreThanThePlainCommand() {
        try (Installation dev = Installation.running()) {
            Run run = dev.script().with("PATH", System.getenv("PATH")).run("status", "dev");

            assertThat(run.status()).as(run.toString()).isZero();
            assertThat(run.out()).contains(Installation.OLD);
        }
    }

    private String value(String parameter) {
        return aws.parameters().history(parameter).getLast();
    }

    private static List<String> put(String... words) {
        List<String> call = new ArrayList<>(List.of("ssm", "put-parameter", "--type", "String"));
        call.addAll(List.of(words));
        return call;
    }

    private static List<String> slowCall(ServerSocket silent) {
        return List.of("sts", "get-caller-identity", "--endpoint-url", "http://127.0.0.1:" + silent.getLocalPort());
    }

    private int statusAfter(Way way, String signal) throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(way, Map.of(), slowCall(silent));
            try (Socket connection = silent.accept()) {
                readRequest(connection);
                Program.output(List.of("kill", "-" + signal, String.valueOf(process.pid())));

                return process.waitFor();
            }
        }
    }

    /** Reads what the command asks, so that it is known to wait. */
    private static void readRequest(Socket connection) throws IOException {
        String request = "";
        while (!request.contains("GetCallerIdentity")) {
            byte[] part = new byte[8192];
            int length = connection.getInputStream().read(part);
            assertThat(length).as("a whole request: " + request).isPositive();
            request += new String(part, 0, length, StandardCharsets.UTF_8);
        }
    }

    private Run run(Way way, String input, Map<String, String> variables, List<String> words)
            throws IOException, InterruptedException {
        Process process = start(way, variables, words);
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }

    private Process start(Way way, Map<String, String> variables, List<String> words) throws IOException {
        String path = way == Way.SERVED ? AwsServer.path() : System.getenv("PATH");
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "PATH=" + path, "aws"));
        command.addAll(words);
        if (!words.contains("--endpoint-url") && !words.contains("configure")) {
            // Older ones do not read AWS_ENDPOINT_URL.
            command.addAll(List.of("--endpoint-url", aws.endpoint().toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(Map.of(
                "AWS_ACCESS_KEY_ID", "a",
                "AWS_SECRET_ACCESS_KEY", "b",
                "AWS_DEFAULT_REGION", "eu-central-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_MAX_ATTEMPTS", "1",
                "HOME", folder.toString(),
                "LC_ALL", "C.UTF-8",
                "no_proxy", "127.0.0.1"));
        environment.putAll(variables);
        return builder.start();
    }
}
