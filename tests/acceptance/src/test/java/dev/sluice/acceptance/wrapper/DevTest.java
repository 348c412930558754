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

import dev.sluice.acceptance.devmode.DevMode;

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
        Path target = Files.createDirectories(machine.path("project/local-aws/dashboard/target"));
        Files.writeString(
                target.resolve("class-path.txt"),
                Files.createFile(machine.path("library.jar")).toString());
        write("project/pom.xml", "<module>job</module>\n<module>producer</module>\n<module>consumer</module>\n");
        for (String module : List.of("job", "producer", "consumer")) {
            write("project/" + module + "/pom.xml", "<project/>");
            write("project/" + module + "/src/main/java/Some.java", "class Some {}");
            Files.createDirectories(machine.path("project/" + module + "/target/classes"));
        }
        machine.jdk("jvm/jdk-25", "25");
        machine.script(
                "jvm/jdk-25/bin/java", """
                for port; do queue=$metrics metrics=$port; done
                %s > /dev/null 2>&1 &
                echo $$ > %s
                exec %s
                """.formatted(serve("$queue"), machine.path("AWS.pid"), serve("$metrics")));
        // Like Maven, it leaves the work to a process that it forks, and ends with it.
        machine.installMaven("3.9.1", """
                case "$*" in
                  *' -pl consumer '*) service=consumer ;;
                  *) service=producer ;;
                esac
                case "$*" in
                  *process-classes*) . %1$s/compile ;;
                  *quarkus:dev*)
                    echo "$*" >> %1$s/$service.starts
                    . %1$s/$service
                    ;;
                esac
                """.formatted(machine.path("")));
        write("compile", "echo '[INFO] Building Sluice :: Job'");
        for (String service : List.of("producer", "consumer")) {
            write(service, """
                    %s &
                    echo $! > %s.pid
                    wait $!
                    exit 1
                    """.formatted(serve("$QUARKUS_MANAGEMENT_PORT"), machine.path(service)));
        }
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

    /** What these options do, {@code DevModeIT} shows. */
    @Test
    void startsTheServicesWithTheOptionsThatKeepThemFromCompilingTheirLibrariesAgain() throws Exception {
        startAll();

        for (String service : List.of("producer", "consumer")) {
            assertThat(machine.path(service + ".starts")).content().contains(DevMode.OPTIONS);
        }
    }

    @Test
    void endsTheRestWhenOnePartEnds() throws Exception {
        startAll();

        process("AWS").destroyForcibly();

        assertThat(dev.waitFor()).isEqualTo(1);
        assertThat(output).content().contains("The AWS has ended");
        awaitThatNothingIsLeft();
    }

    @Test
    void startsAServiceAgainThatEndsAndKeepsTheQueue() throws Exception {
        startAll();
        ProcessHandle queue = process("AWS");
        ProcessHandle producer = process("producer");

        process("consumer").destroyForcibly();

        awaitOutput("The consumer has ended by itself and starts again", "The consumer is ready again.");
        assertThat(process("AWS")).isEqualTo(queue).matches(ProcessHandle::isAlive);
        assertThat(process("producer")).isEqualTo(producer).matches(ProcessHandle::isAlive);

        write("consumer", "exit 1");
        process("consumer").destroyForcibly();

        awaitOutput("The consumer has ended 3 times in a row; it starts again in 10 s, or when a file is saved.");
        assertThat(queue.isAlive()).isTrue();
    }

    @Test
    void startsAServiceAgainWithTheClassPathOfItsNewPom() throws Exception {
        startAll();
        ProcessHandle queue = process("AWS");
        ProcessHandle producer = process("producer");
        write("compile", "echo '[INFO] Building Sluice :: Job, anew'");

        write("project/consumer/pom.xml", "<project><dependencies/></project>");

        awaitOutput("Changed: consumer/pom.xml. Starting again: the consumer.", "The consumer is ready again.");
        assertThat(process("producer")).isEqualTo(producer);
        assertThat(output).content().doesNotContain("anew");

        write("project/job/pom.xml", "<project><dependencies/></project>");

        awaitOutput(
                "Changed: job/pom.xml. Starting again: the producer and the consumer.",
                "Building Sluice :: Job, anew",
                "The producer is ready again.");
        assertThat(process("AWS")).isEqualTo(queue).matches(ProcessHandle::isAlive);
    }

    @Test
    void waitsForASavedFileWhenMavenRefusesToStartAService() throws Exception {
        startAll();
        String working = Files.readString(machine.path("consumer"));
        write("consumer", """
                echo '[ERROR] Failed to execute goal on project sluice-consumer: Could not resolve dependencies'
                echo '[ERROR] dependency: a:b:jar:1 (compile)'
                echo '[ERROR] '
                echo '[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.'
                exit 1
                """);

        write("project/consumer/pom.xml", "<project><dependencies/></project>");

        awaitOutput(
                "dev      | The consumer is down: Could not resolve dependencies",
                "consumer | dependency: a:b:jar:1 (compile)",
                "The consumer starts again when you save what mends it.");
        assertThat(output).content().doesNotContain("full stack trace");

        write("consumer", working);
        write("project/consumer/src/main/java/Some.java", "class Some { int mended; }");

        awaitOutput("The consumer is ready again.");
    }

    @Test
    void waitsForASavedFileWhenAChangeDoesNotCompile() throws Exception {
        startAll();
        write("compile", "echo '[ERROR] Some.java:[1,2] no such symbol'; exit 1");

        write("project/pom.xml", Files.readString(machine.path("project/pom.xml")) + "\n");

        awaitOutput("build    | [ERROR] Some.java:[1,2] no such symbol", "It does not compile");

        write("compile", "");
        write("project/job/src/main/java/Some.java", "class Some { int mended; }");

        awaitOutput("The producer is ready again.", "The consumer is ready again.");
    }

    @Test
    void compilesOnlyWhatHasChangedSinceTheLastStart() throws Exception {
        startAll();
        stop();
        startAll();
        stop();

        assertThat(output).content().doesNotContain("Compiling");

        write("compile", "echo '[INFO] Building Sluice :: Job'; echo '[WARNING] Some.java: deprecated'");
        write("project/job/src/main/java/Some.java", "class Some { int more; }");
        startAll();

        // Nobody who waits for a start wants to read what does not keep it from starting.
        assertThat(output)
                .content()
                .contains("Compiling", "Building Sluice :: Job")
                .doesNotContain("deprecated");
    }

    @Test
    void hasTheServicesReadTheSettingsWhereItIsStarted() throws Exception {
        Path elsewhere = machine.path("elsewhere");
        write("elsewhere/config/application.properties", "sluice.consumer.concurrency=1");
        dev = machine.start(elsewhere, "bash", "-c", "exec ../project/dev > " + output + " 2>&1");

        awaitOutput("The services read config/application.properties in " + elsewhere, "Ctrl-C ends it all");
        remember();
        assertThat(machine.path("consumer.starts")).content().contains("-Ddev.working-directory=" + elsewhere);

        write("elsewhere/config/application.properties", "sluice.consumer.concurrency=2");

        awaitOutput("Changed: " + elsewhere
                + "/config/application.properties. Starting again: the producer and the consumer.");
        awaitOutput("The consumer is ready again.");
    }

    @Test
    void startsNothingWhenItDoesNotCompile() throws Exception {
        write("compile", """
                echo '[INFO] Scanning'
                echo '[WARNING] Some.java: deprecated'
                echo '[ERROR] no such symbol'
                echo '[ERROR] To see the full stack trace of the errors, re-run Maven'
                exit 1
                """);

        Result result = run();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .containsSubsequence(
                        "build    | [WARNING] Some.java: deprecated",
                        "build    | [ERROR] no such symbol",
                        "It does not compile")
                .doesNotContain("Scanning", "To see the full stack trace", "AWS      |");
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
        dev = machine.start(machine.path("project"), "bash", "-c", "exec ./dev > " + output + " 2>&1");
        awaitOutput("Ctrl-C ends it all");
        remember();
    }

    private void stop() throws InterruptedException {
        dev.destroy();
        dev.waitFor();
        awaitThatNothingIsLeft();
    }

    private void remember() {
        parts = Stream.concat(Stream.of(dev.toHandle()), dev.descendants()).toList();
    }

    private void awaitOutput(String... words) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(output).content().contains(words));
    }

    /** The process of a part that does the work. */
    private ProcessHandle process(String part) throws IOException {
        long id = Long.parseLong(Files.readString(machine.path(part + ".pid")).strip());
        return ProcessHandle.of(id).orElseThrow();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(machine.path(file).getParent());
        Files.writeString(machine.path(file), text);
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
