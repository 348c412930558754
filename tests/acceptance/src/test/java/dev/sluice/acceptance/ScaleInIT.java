package dev.sluice.acceptance;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.ec2.LocalAutoScaling;
import dev.sluice.testkit.ec2.LocalInstanceMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged worker on an instance of an Auto Scaling group. */
class ScaleInIT {

    private static final String INSTANCE = "i-0123456789abcdef0";

    private final LocalInstanceMetadata metadata = LocalInstanceMetadata.of(INSTANCE, "eu-central-1");
    private final LocalAutoScaling autoScaling = LocalAutoScaling.of(INSTANCE, "workers");
    private final LocalSqs sqs = LocalSqs.start(0);
    private final TestQueue normal = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
    private final TestQueue high = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
    private final ServerSocket receiver;

    ScaleInIT() throws IOException {
        receiver = new ServerSocket(0);
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
        normal.close();
        high.close();
        sqs.close();
        autoScaling.close();
        metadata.close();
    }

    @Test
    void aWorkerWithAJobIsProtectedUntilItHasBeenCalmForAWhile() throws IOException {
        try (PackagedService worker = start("PT0.1S")) {
            normal.send(webhook());
            try (Socket call = receiver.accept()) {
                await().until(autoScaling::isProtected);
                answer(call);
            }

            await().until(() -> !autoScaling.isProtected());
            assertThat(worker.terminate()).isZero();
        }
    }

    @Test
    void sigtermTakesTheProtectionOffOnceTheLastJobIsDone() throws IOException {
        try (PackagedService worker = start("PT1H")) {
            normal.send(webhook());
            try (Socket call = receiver.accept()) {
                await().until(autoScaling::isProtected);
                ProcessHandle.of(worker.pid()).orElseThrow().destroy();
                await().until(() -> worker.says("SIGTERM: stopping in good order"));
                assertThat(autoScaling.isProtected()).isTrue();
                answer(call);
            }

            await().until(() -> !autoScaling.isProtected());
            assertThat(normal.depth()).isZero();
        }
    }

    private PackagedService start(String coolDown) {
        return PackagedService.start(
                "consumer",
                sqs.endpoint(),
                Map.of(
                        "SLUICE_CONSUMER_SCALE_IN_PROTECTION_ENABLED",
                        "true",
                        "SLUICE_CONSUMER_SCALE_IN_PROTECTION_BUSY_AFTER",
                        "PT0.1S",
                        "SLUICE_CONSUMER_SCALE_IN_PROTECTION_COOL_DOWN",
                        coolDown,
                        "SLUICE_CONSUMER_SCALE_IN_PROTECTION_MIN_INTERVAL",
                        "PT0.1S",
                        "SLUICE_CONSUMER_SCALE_IN_PROTECTION_ENDPOINT_OVERRIDE",
                        autoScaling.endpoint().toString(),
                        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                        metadata.endpoint().toString(),
                        "SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES",
                        "true"));
    }

    private String webhook() {
        return """
                {"specversion":"1.0","id":"1","source":"/test","type":"webhook",
                 "data":{"url":"%s","timeoutSeconds":300}}""".formatted(URI.create("http://127.0.0.1:" + receiver.getLocalPort() + "/"));
    }

    private static void answer(Socket call) throws IOException {
        call.getOutputStream().write("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".getBytes());
        call.getOutputStream().flush();
    }

    /** Long enough for a machine that has other things to do. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
