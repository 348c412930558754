package dev.sluice.acceptance;

import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TerminationIT {

    /** What a shell says of a process that SIGTERM ended: 128 and the signal's number. */
    private static final int ENDED_BY_SIGTERM = 143;

    private static LocalSqs sqs;
    private static TestQueue normal;

    @BeforeAll
    static void startQueues() {
        sqs = LocalSqs.start(0);
        normal = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
        TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high")).close();
    }

    @AfterAll
    static void stopQueues() {
        normal.close();
        sqs.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aServiceThatSigtermStopsInGoodOrderEndsWithStatusZero(String module) {
        try (PackagedService service = start(module)) {
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void aSecondSigtermEndsAWorkerAtOnceAlthoughAJobIsInWork() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                PackagedService worker = start("consumer")) {
            normal.send(webhook(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/")));
            silent.accept();

            ProcessHandle.of(worker.pid()).orElseThrow().destroy();
            await().until(() -> worker.says("SIGTERM: stopping in good order"));

            assertThat(worker.terminate()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(normal.inFlight()).isEqualTo(1);
        } finally {
            normal.purge();
        }
    }

    private static PackagedService start(String module) {
        return PackagedService.start(
                module, sqs.endpoint(), Map.of("SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true"));
    }

    private static String webhook(URI url) {
        return """
                {"specversion":"1.0","id":"1","source":"/test","type":"webhook",
                 "data":{"url":"%s","timeoutSeconds":300}}""".formatted(url);
    }
}
