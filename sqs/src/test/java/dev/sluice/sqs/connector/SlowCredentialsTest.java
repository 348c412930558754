package dev.sluice.sqs.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Channels whose credentials come from somewhere that takes its time. */
class SlowCredentialsTest extends ChannelTest {

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private Channels slow;

    @AfterEach
    void release() {
        released.countDown();
        slow.close();
    }

    @Test
    void extendsLeasesWhileTheNextCredentialsAreWaitedFor() {
        queue.send("long");
        slow = new Channels(link.endpoint(), answering(1, Duration.ofSeconds(4)));
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(2), name);
        var subscriber = Channels.subscribe(slow.incoming(settings), 1);
        Message<?> message = subscriber.awaitItems(1).getItems().getFirst();
        await().until(() -> asked.get() == 2);
        long before = link.count("ChangeMessageVisibilityBatch");

        // Longer than the lease: only an extension that was made meanwhile keeps it.
        await().until(() -> link.count("ChangeMessageVisibilityBatch") >= before + 4);

        assertThat(message.getMetadata(IncomingSqsMetadata.class)
                        .orElseThrow()
                        .lease()
                        .isLost())
                .isFalse();
        message.ack();
        await().until(() -> queue.depth() == 0);
        assertThat(slow.count(SqsMeter.LEASES_LOST)).isZero();
    }

    @Test
    void beginsOnceThereAreCredentialsAndSaysMeanwhileThatThereAreNone() {
        queue.send("early");
        slow = new Channels(link.endpoint(), answering(0, Duration.ofHours(1)));
        // By its URL: there is no look-up of the address that could wait in the polls' stead.
        var channel = slow.incoming(Channels.settings(queue.url()));
        var subscriber = Channels.subscribe(channel, 1);
        var health = channel.queues().getFirst().health();
        await().until(() -> !health.isOk() && health.trouble().contains("has not answered yet"));

        released.countDown();

        subscriber.awaitItems(1, Duration.ofSeconds(5)).getItems().getFirst().ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void asksForOthersWhenSqsRefusesTheCredentials() {
        released.countDown();
        slow = new Channels(link.endpoint(), answering(1, Duration.ofHours(1)));
        Channels.subscribe(slow.incoming(Channels.settings(name)), 1);
        await().until(() -> asked.get() >= 1 && link.count("ReceiveMessage") >= 1);
        int before = asked.get();

        link.breakWith(new Fault.Error(403, "ExpiredToken", java.util.Set.of()));

        // In calm they would hold for an hour.
        await().until(() -> asked.get() > before);
    }

    /** Answers so many questions at once, and all others when they are released. */
    private AwsCredentialsProvider answering(int atOnce, Duration life) {
        return new AwsCredentialsProvider() {
            @Override
            public AwsCredentials resolveCredentials() {
                if (asked.incrementAndGet() > atOnce) {
                    awaitRelease();
                }
                return AwsSessionCredentials.builder()
                        .accessKeyId("test")
                        .secretAccessKey("test")
                        .sessionToken("token")
                        .expirationTime(Instant.now().plus(life))
                        .build();
            }
        };
    }

    private void awaitRelease() {
        try {
            released.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
