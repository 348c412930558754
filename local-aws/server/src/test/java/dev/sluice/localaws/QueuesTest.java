package dev.sluice.localaws;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueuesTest {

    private static LocalSqs local;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        local = LocalSqs.start(0);
        sqs = Clients.of(local);
    }

    @AfterAll
    static void stop() {
        sqs.close();
        local.close();
    }

    @Test
    void aQueueComesWithItsDeadLetterQueue() {
        var urls = Queues.ensure(local.endpoint(), List.of(new QueueSpec("work", 5, Duration.ofSeconds(7))));

        assertThat(urls).containsOnlyKeys("work", "work-dlq");
        assertThat(attributes(urls.get("work")))
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "7")
                .hasEntrySatisfying(QueueAttributeName.REDRIVE_POLICY, policy -> assertThat(policy)
                        .contains("arn:aws:sqs:eu-central-1:000000000000:work-dlq")
                        .contains("5"));
    }

    @Test
    void ensuringTwiceChangesNothing() {
        var queue = List.of(QueueSpec.named("steady"));
        var urls = Queues.ensure(local.endpoint(), queue);
        sqs.sendMessage(m -> m.queueUrl(urls.get("steady")).messageBody("kept"));

        assertThat(Queues.ensure(local.endpoint(), queue)).isEqualTo(urls);

        assertThat(attributes(urls.get("steady")))
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1");
    }

    @Test
    void aQueueWithOtherAttributesIsLeftAlone() {
        String url = sqs.createQueue(
                        q -> q.queueName("handmade").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "77")))
                .queueUrl();

        Queues.ensure(local.endpoint(), List.of(QueueSpec.named("handmade")));

        assertThat(attributes(url))
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "77")
                .doesNotContainKey(QueueAttributeName.REDRIVE_POLICY);
    }

    @Test
    void severalApplicationsMayEnsureTheSameQueuesAtOnce() throws Exception {
        int applications = 4;
        CyclicBarrier together = new CyclicBarrier(applications);
        Callable<Map<String, String>> application = () -> {
            together.await();
            return Queues.ensure(
                    local.endpoint(),
                    IntStream.range(0, 10)
                            .mapToObj(i -> QueueSpec.named("race-" + i))
                            .toList());
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(applications)) {
            for (var urls : threads.invokeAll(
                    IntStream.range(0, applications).mapToObj(i -> application).toList())) {
                assertThat(urls.get()).hasSize(20);
            }
        }
    }

    @Test
    void aDeadLetterQueueIsNamedAfterItsQueueAndIsFifoIfTheQueueIs() {
        assertThat(QueueSpec.named("jobs").deadLetterQueueName()).isEqualTo("jobs-dlq");
        assertThat(QueueSpec.named("jobs.fifo").deadLetterQueueName()).isEqualTo("jobs-dlq.fifo");
    }

    @Test
    void whatSqsWouldRefuseIsRefusedHere() {
        assertThatThrownBy(() -> QueueSpec.named("a b")).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> QueueSpec.named("x".repeat(81))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new QueueSpec("jobs", 0, Duration.ZERO)).hasMessageContaining("maxReceiveCount");
        assertThatThrownBy(() -> new QueueSpec("jobs", 1, Duration.ofHours(13)))
                .hasMessageContaining("visibilityTimeout");
    }

    private static Map<QueueAttributeName, String> attributes(String url) {
        return sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }
}
