package dev.sluice.devservices.deployment;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.QuarkusDevModeTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.localaws.Queues;
import dev.sluice.testkit.DevUi;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("process")
class DashboardCardTest {

    private static final int HTTP_PORT = DevModeApplication.freePort();
    private static final int CLOUDWATCH_PORT = DevModeApplication.freePort();
    private static final String EXTENSION = "sluice-dev-services";
    private static final DevUi DEV_UI = new DevUi(URI.create("http://localhost:" + HTTP_PORT));

    @RegisterExtension
    static final QuarkusDevModeTest DEV_MODE = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addAsResource(
                    new StringAsset("""
                            quarkus.http.port=%d
                            sluice.dev-services.port=0
                            sluice.dev-services.cloudwatch-port=%d
                            mp.messaging.incoming.jobs.queue=jobs
                            """.formatted(HTTP_PORT, CLOUDWATCH_PORT)), "application.properties"));

    @Test
    void theDevUiLinksToTheDashboardAndShowsTheQueuesOfTheSqsThatIsUsed() throws Exception {
        assertThat(DEV_UI.get("devui-data.js").body())
                .contains("http://localhost:" + CLOUDWATCH_PORT + "/dashboard/", "qwc-sluice-queues.js");
        assertThat(DEV_UI.get(EXTENSION + "/qwc-sluice-queues.js").statusCode()).isEqualTo(200);

        JsonNode seen = DEV_UI.call(EXTENSION, "look", Map.of());

        String where = seen.get("where").asText();
        assertThat(where).startsWith("In this application, at http://127.0.0.1:");
        assertThat(seen.get("queues")).singleElement().satisfies(queue -> {
            assertThat(queue.get("name").asText()).isEqualTo("jobs");
            assertThat(queue.get("deadLetters").get("count").asInt()).isZero();
        });
        assertThat(DEV_UI.call(EXTENSION, "deadLetters", Map.of("queue", "jobs")))
                .isEmpty();

        URI sqs = URI.create(where.replaceFirst("(?s).*(http://127[.]0[.]0[.]1:\\d+).*", "$1"));
        try (SqsClient client = Queues.client(sqs, Duration.ofSeconds(20))) {
            String url = client.getQueueUrl(q -> q.queueName("jobs-dlq")).queueUrl();
            client.sendMessage(m -> m.queueUrl(url).messageBody("{\"id\":\"42\",\"type\":\"webhook\"}"));
        }
        assertThat(DEV_UI.call(EXTENSION, "deadLetters", Map.of("queue", "jobs")))
                .singleElement()
                .satisfies(letter -> assertThat(letter.get("jobId").asText()).isEqualTo("42"));
    }
}
