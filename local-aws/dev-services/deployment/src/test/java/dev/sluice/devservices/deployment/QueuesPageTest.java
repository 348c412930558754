package dev.sluice.devservices.deployment;

import java.net.URI;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;

import static org.assertj.core.api.Assertions.assertThat;

class QueuesPageTest {

    @Test
    void saysWhereTheSqsIsAndWhoseItIs() {
        URI endpoint;
        try (LocalSqs sqs = LocalSqs.start(0)) {
            endpoint = sqs.endpoint();
            sqs.createQueues(QueueSpec.named("jobs"));

            UsedSqs.is(endpoint, false);
            assertThat(QueuesPage.look(Optional.empty()).get("where").toString())
                    .startsWith("In another process, at " + endpoint);
            assertThat((Iterable<?>) QueuesPage.look(Optional.empty()).get("queues"))
                    .hasSize(1);

            UsedSqs.is(endpoint, true);
            assertThat(QueuesPage.look(Optional.empty()).get("where").toString())
                    .startsWith("In this application, at " + endpoint);
        }
        assertThat(QueuesPage.look(Optional.empty()).get("trouble").toString()).startsWith("It does not answer");
        assertThat(QueuesPage.deadLetters("jobs")).isEmpty();
        assertThat(QueuesPage.look(Optional.of("https://sqs.example"))
                        .get("where")
                        .toString())
                .contains("https://sqs.example", "quarkus.sqs.endpoint-override");
    }
}
