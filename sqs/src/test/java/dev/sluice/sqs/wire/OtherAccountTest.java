package dev.sluice.sqs.wire;

import java.util.Optional;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

import dev.sluice.sqs.queue.QueueArn;
import dev.sluice.sqs.queue.SqsQueue;

import static org.assertj.core.api.Assertions.assertThat;

/** A queue that belongs to somebody else is asked for in the owner's name. */
class OtherAccountTest {

    private static final String ARN = "arn:aws:sqs:eu-central-1:123456789012:jobs-dlq";
    private static final String URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs-dlq";

    private final CannedServer server = new CannedServer();
    private final SqsAsyncClient client = SqsAsyncClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void looksTheDeadLetterQueueUpInTheAccountThatTheRedrivePolicyNames() {
        server.answer(new JsonObject()
                .put("QueueUrl", URL)
                .put(
                        "Attributes",
                        new JsonObject()
                                .put(
                                        "RedrivePolicy",
                                        new JsonObject()
                                                .put("deadLetterTargetArn", ARN)
                                                .encode()))
                .encode());

        assertThat(new SqsQueue(client, "jobs").deadLetterUrl().join()).isEqualTo(Optional.of(URL));

        assertThat(server.requests().getFirst().body()).isEqualTo(new JsonObject().put("QueueName", "jobs"));
        assertThat(server.last().body())
                .isEqualTo(new JsonObject().put("QueueName", "jobs-dlq").put("QueueOwnerAWSAccountId", "123456789012"));
    }

    @Test
    void looksAQueueUpInTheAccountOfItsArn() {
        server.answer(new JsonObject().put("QueueUrl", URL).encode());

        assertThat(new SqsQueue(client, QueueArn.of(ARN)).url().join()).isEqualTo(URL);

        assertThat(server.last().body().getString("QueueOwnerAWSAccountId")).isEqualTo("123456789012");
    }
}
