package dev.sluice.acceptance;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.WebhookReceiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A job whose receiver speaks TLS, with a certificate that the worker trusts or does not. */
class TlsWebhookIT {

    @TempDir
    private Path folder;

    private final LocalSqs sqs = LocalSqs.start(0);
    private final TestQueue normal = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
    private final TestQueue high = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));

    @AfterEach
    void stop() {
        normal.close();
        high.close();
        sqs.close();
    }

    @Test
    void aWebhookWithACertificateThatTheWorkerTrustsIsCalled() throws Exception {
        Certificate certificate = Certificate.forLocalhost(folder);
        try (WebhookReceiver receiver = WebhookReceiver.overTls(certificate.keyStore(), Certificate.PASSWORD);
                PackagedService worker = start(
                        "-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD)) {
            normal.send(webhook("1", receiver));

            await().until(() -> receiver.deliveries("1") == 1);
            assertThat(receiver.uri()).hasScheme("https");
            await().until(() -> worker.says("Job webhook 1 completed"));
        }
    }

    @Test
    void aWebhookWithACertificateThatNobodyVouchesForIsNotCalledAndTheLogSaysWhy() throws Exception {
        Certificate certificate = Certificate.forLocalhost(folder);
        try (WebhookReceiver receiver = WebhookReceiver.overTls(certificate.keyStore(), Certificate.PASSWORD);
                PackagedService worker = start()) {
            normal.send(webhook("2", receiver));

            await().until(() -> worker.says("a certificate that is not trusted"));
            assertThat(receiver.total()).isZero();
        }
    }

    private PackagedService start(String... options) {
        return PackagedService.start(
                "consumer",
                sqs.endpoint(),
                Map.of("SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true"),
                options);
    }

    private static String webhook(String id, WebhookReceiver receiver) {
        return """
                {"specversion":"1.0","id":"%s","source":"/test","type":"webhook","data":{"url":"%s"}}""".formatted(id, receiver.uri());
    }
}
