package dev.sluice.sqs.receive.poll;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.wire.SqsEndpoint;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The polls of one queue, as the queue sees them. */
class PollsTest {

    private final String name = "jobs-" + UUID.randomUUID();
    private final LocalSqs sqs = LocalSqs.start(0);
    private final TestQueue queue = TestQueue.at(sqs.endpoint(), QueueSpec.named(name));
    private final SqsLink link = SqsLink.to(sqs.endpoint());
    private final LoopGroup loops = new LoopGroup(1, "test-polls");
    private final Loop loop = loops.loop();
    private final SqsEndpoint endpoint = endpoint();
    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    private Poller poller;

    @AfterEach
    void close() {
        poller.stop();
        poller.close();
        loop.close();
        endpoint.close();
        loops.close();
        link.close();
        queue.close();
        sqs.close();
    }

    @Test
    void goOnAfterWhatOneHasBroughtCouldNotBeTaken() {
        queue.send("first");
        Polls polls = polls(Duration.ofSeconds(1), result -> {
            result.messages().stream().map(Message::body).forEach(taken::add);
            if (taken.size() == 1) {
                throw new IllegalStateException("made up");
            }
        });
        loop.execute(polls::start);
        await().until(() -> taken.contains("first"));

        queue.send("second");

        await().until(() -> taken.contains("second"));
    }

    @Test
    void thatAreNotToWaitAskAnEmptyQueueOnlyNowAndThen() {
        Polls polls = polls(Duration.ZERO, result -> {});
        loop.execute(polls::start);
        await().until(() -> link.count("ReceiveMessage") >= 1);
        long start = System.nanoTime();
        long before = link.count("ReceiveMessage");

        await().during(Duration.ofSeconds(1)).untilAsserted(() -> {
            long requests = link.count("ReceiveMessage") - before;
            long tenths = (System.nanoTime() - start) / 100_000_000;
            assertThat(requests).isLessThanOrEqualTo(tenths + 2);
        });
        assertThat(link.count("ReceiveMessage")).isGreaterThan(before);
    }

    private Polls polls(Duration wait, Consumer<PollResult> taker) {
        IncomingSettings settings = new IncomingSettings(
                List.of(name),
                new QueueOrder.Strict(),
                Duration.ofSeconds(30),
                Duration.ofHours(12),
                wait,
                4,
                100,
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofSeconds(3),
                false);
        poller = new Poller(loop, endpoint.client(new SqsQueue(endpoint.sdk(), name)), settings);
        return new Polls(loop, poller, () -> 10, taker);
    }

    private SqsEndpoint endpoint() {
        SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(loops.forClient())
                .build();
        SqsAsyncClient sdk = SqsAsyncClient.builder()
                .endpointOverride(link.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(http)
                .build();
        return new SqsEndpoint(sdk, http, loops.timers());
    }
}
