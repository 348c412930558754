package dev.sluice.dashboard;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class StandaloneTest {

    @Test
    void itSaysWhenAllIsReadyAndEndsSoonAfterSigtermDespiteALongPoll() throws Exception {
        Process process = start("0", "0");
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            assertThat(line).matches("SQS ready at http://127\\.0\\.0\\.1:[0-9]+");
            URI endpoint = URI.create(line.substring(line.indexOf("http")));
            line = output.readLine();
            assertThat(line).matches("CloudWatch ready at http://127\\.0\\.0\\.1:[0-9]+");
            assertThat(LocalCloudWatch.answersAt(URI.create(line.substring(line.indexOf("http")))))
                    .isTrue();
            line = output.readLine();
            assertThat(line).matches("Dashboard ready at http://127\\.0\\.0\\.1:[0-9]+/dashboard/");
            Queues.ensure(endpoint, List.of(QueueSpec.named("jobs")));
            try (SqsClient sqs = Clients.sqsAt(endpoint)) {
                Thread.ofVirtual().start(() -> poll(sqs, endpoint + "/000000000000/jobs"));

                // Not process.destroy(), which would also close its output.
                process.toHandle().destroy();

                assertThat(process.waitFor(2, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(output.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsOneClearLineAndAnExitWithOne() throws Exception {
        try (LocalSqs first = LocalSqs.start(0)) {
            int port = first.endpoint().getPort();
            assertRefused(start(Integer.toString(port), "0"), "SQS", port);
            assertRefused(start("0", Integer.toString(port)), "CloudWatch", port);
        }
    }

    private static void assertRefused(Process process, String service, int port) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(process.errorReader().lines())
                .containsExactly(service + " did not start: port " + port
                        + " on 127.0.0.1 cannot be bound: Address already in use");
    }

    private static Process start(String sqsPort, String cloudWatchPort) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPathOfDev(),
                        LocalAws.class.getName(),
                        sqsPort,
                        cloudWatchPort)
                .start();
    }

    /** What ./dev starts it with, which has nothing in it that only tests have. */
    private static String classPathOfDev() throws IOException {
        return "target/classes" + File.pathSeparator + Files.readString(Path.of("target", "class-path.txt"));
    }

    private static void poll(SqsClient sqs, String url) {
        try {
            sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20));
        } catch (RuntimeException cutOff) {
            // The point of the test: the server has ended.
        }
    }
}
