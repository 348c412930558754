package dev.sluice.devservices.deployment;

import java.net.URI;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class TestModeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("mp.messaging.outgoing.jobs.connector", "sluice-sqs")
            .overrideConfigKey("mp.messaging.outgoing.jobs.queue", "jobs-high,jobs-normal")
            .overrideConfigKey("sluice.dev-services.queues", "extra.fifo");

    @Inject
    SqsClient sqs;

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI endpoint;

    @Test
    void theClientIsConfiguredForAnSqsOnAFreePort() {
        assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
        assertThat(endpoint.getPort()).isNotEqualTo(9324);
        assertThat(sqs.listQueues().queueUrls()).isNotEmpty().allMatch(url -> url.startsWith(endpoint + "/"));
    }

    @Test
    void theQueuesThatTheConfigurationNamesAreThere() {
        assertThat(sqs.listQueues().queueUrls())
                .extracting(url -> url.substring(url.lastIndexOf('/') + 1))
                .containsExactlyInAnyOrder(
                        "jobs-high", "jobs-high-dlq", "jobs-normal", "jobs-normal-dlq", "extra.fifo", "extra-dlq.fifo");
    }

    @Test
    void aMessageGoesThrough() {
        String url = sqs.getQueueUrl(q -> q.queueName("jobs-normal")).queueUrl();
        sqs.sendMessage(m -> m.queueUrl(url).messageBody("hello"));

        assertThat(sqs.receiveMessage(r -> r.queueUrl(url)).messages())
                .extracting(Message::body)
                .containsExactly("hello");
    }
}
