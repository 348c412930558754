package dev.sluice.devservices.deployment;

import io.quarkus.test.QuarkusDevModeTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.localaws.LocalSqs;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class LiveReloadTest {

    private static final DevModeApplication APPLICATION = new DevModeApplication();
    private static final int SQS_PORT = DevModeApplication.freePort();

    @RegisterExtension
    static final QuarkusDevModeTest DEV_MODE =
            APPLICATION.with("sluice.dev-services.port=" + SQS_PORT, "mp.messaging.outgoing.a.queue=first");

    @Test
    void messagesOutliveAReloadAndNewQueuesAreCreated() throws Exception {
        var before = APPLICATION.report();
        assertThat(before.endpoint()).hasToString("http://127.0.0.1:" + SQS_PORT);
        assertThat(before.queues()).containsExactlyInAnyOrder("first", "first-dlq");

        try (SqsClient sqs = Clients.of(before.endpoint())) {
            sqs.sendMessage(m -> m.queueUrl(before.url("first")).messageBody("kept"));

            for (String added : new String[] {"second", "third"}) {
                DEV_MODE.modifyResourceFile(
                        "application.properties",
                        lines -> lines + "mp.messaging.outgoing." + added + ".queue=" + added + "\n");
                assertThat(APPLICATION.report().queues()).contains(added, added + "-dlq");
            }

            assertThat(sqs.receiveMessage(r -> r.queueUrl(before.url("first"))).messages())
                    .extracting(Message::body)
                    .containsExactly("kept");
        }
    }

    @Test
    void anEndpointThatTheUserAddsTakesOver() throws Exception {
        APPLICATION.report();
        try (var elsewhere = LocalSqs.start(0)) {
            DEV_MODE.modifyResourceFile(
                    "application.properties",
                    lines -> lines + "quarkus.sqs.endpoint-override=" + elsewhere.endpoint() + "\n"
                            + "quarkus.sqs.aws.region=eu-central-1\n"
                            + "quarkus.sqs.aws.credentials.type=static\n"
                            + "quarkus.sqs.aws.credentials.static-provider.access-key-id=a\n"
                            + "quarkus.sqs.aws.credentials.static-provider.secret-access-key=b\n");

            var after = APPLICATION.report();

            assertThat(after.endpoint()).isEqualTo(elsewhere.endpoint());
            assertThat(after.queues()).isEmpty();
        }
    }
}
