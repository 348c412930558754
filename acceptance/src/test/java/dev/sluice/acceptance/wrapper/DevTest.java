package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The real {@code ./dev} starts and ends stand-ins: small file servers where the queue, the metrics and the services would be. */
@DisabledOnOs(OS.WINDOWS)
class DevTest {

    private static final List<String> PORTS = List.of(
            "QUEUE_PORT",
            "CLOUDWATCH_PORT",
            "PRODUCER_PORT",
            "PRODUCER_MANAGEMENT_PORT",
            "CONSUMER_PORT",
            "CONSUMER_MANAGEMENT_PORT");

    private Machine machine;
    private Path output;
    private Process dev;
    private List<ProcessHandle> parts = List.of();

    @BeforeEach
    void setUp(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
        output = machine.path("dev.out");
        for (String port : PORTS) {
            machine.with(port, freePort());
        }
        Files.createDirectories(machine.path("www/q/health"));
        Files.writeString(machine.path("www/q/health/ready"), "UP");
        Path target = Files.createDirectories(machine.path("project/dev-services/server/target"));
        Files.writeString(target.resolve("class-path.txt"), "none.jar");
        machine.jdk("jvm/jdk-25", "25");
        machine.script(
                "jvm/jdk-25/bin/java", """
                for port; do queue=$metrics metrics=$port; done
                %s > /dev/null 2>&1 &
                echo $$ > %s
                exec %s
                """.formatted(serve("$queue"), machine.path("aws.pid"), serve("$metrics")));
    }

    @AfterEach
    void tearDown() throws InterruptedException {
        if (dev != null) {
            dev.destroy();
            dev.waitFor(20, TimeUnit.SECONDS);
        }
        parts.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void saysWhenAllIsReadyAndEndsAllThatItStartedWhenItIsEnded() throws Exception {
        startAll();

        assertThat(output)
                .content()
                .contains("AWS      | Serving ", "producer | Serving ", "consumer | Serving ", "curl -i localhost:")
                .doesNotContain("\u001b");
        assertThat(parts.size()).isGreaterThanOrEqualTo(8);

        dev.destroy();

        assertThat(dev.waitFor()).isEqualTo(143);
        assertThat(output).content().containsPattern("the fleet +http://localhost:[0-9]+/dashboard/");
        awaitThatNothingIsLeft();
    }

    @Test
    void endsTheRestWhenOnePartEnds() throws Exception {
        startAll();

        long aws = Long.parseLong(Files.readString(machine.path("aws.pid")).strip());
        ProcessHandle.of(aws).orElseThrow().destroyForcibly();

        assertThat(dev.waitFor()).isEqualTo(1);
        assertThat(output).content().contains("The AWS has ended");
        awaitThatNothingIsLeft();
    }

    @Test
    void startsNothingWhenItDoesNotCompile() throws Exception {
        machine.installMaven("3.9.1", "echo '[INFO] Scanning'; echo '[ERROR] no such symbol'; exit 1");

        Result result = run();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("build    | [ERROR] no such symbol", "It does not compile")
                .doesNotContain("Scanning", "AWS      |");
    }

    @Test
    void namesATakenPortInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            machine.with("CONSUMER_PORT", taken.getLocalPort());

            Result result = run();

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort(), "the consumer", "CONSUMER_PORT");
        }
    }

    @Test
    void saysInOneLineThatThereIsNoJdk() throws Exception {
        Files.delete(machine.path("jvm/jdk-25/bin/javac"));

        Result result = run();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).singleElement().asString().contains("needs a JDK 25");
    }

    private void startAll() throws IOException {
        // Like Maven, it leaves the work to a process that it forks.
        machine.installMaven("3.9.1", """
                case "$*" in
                  *quarkus:dev*) %s & sleep 600 & wait ;;
                esac
                """.formatted(serve("$QUARKUS_MANAGEMENT_PORT")));
        dev = machine.start(machine.path("project"), "bash", "-c", "exec ./dev > " + output + " 2>&1");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(output).content().contains("Ctrl-C ends it all"));
        parts = Stream.concat(Stream.of(dev.toHandle()), dev.descendants()).toList();
    }

    private Result run() throws Exception {
        return Result.of(machine.start(machine.path("project"), "./dev"));
    }

    private void awaitThatNothingIsLeft() {
        Awaitility.await().untilAsserted(() -> assertThat(parts).noneMatch(ProcessHandle::isAlive));
    }

    private String serve(String port) {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -m jdk.httpserver -b 127.0.0.1 -p \"" + port
                + "\" -d " + machine.path("www");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
