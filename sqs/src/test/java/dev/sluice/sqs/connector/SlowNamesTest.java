package dev.sluice.sqs.connector;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.names.HeldName;
import dev.sluice.testkit.SqsLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Channels that need a new connection while the name servers do not answer. */
class SlowNamesTest extends ChannelTest {

    private final LoopGroup loops = new LoopGroup(1, "slow-names");
    private final HeldName held = new HeldName();
    /** Refuses every request of the far ones, whose host it does not know; that they come is what counts. */
    private SqsLink farLink;

    private Channels near;
    private Channels far;

    @BeforeEach
    void openBoth() {
        near = new Channels(link.endpoint(), loops);
        farLink = SqsLink.to(link.endpoint());
        far = new Channels(
                URI.create("http://" + held.host() + ":" + farLink.endpoint().getPort()), loops);
    }

    @AfterEach
    void closeBoth() {
        held.close();
        far.close();
        near.close();
        farLink.close();
        loops.close();
    }

    @Test
    void extendsLeasesWhileAHostIsLookedUp() throws Exception {
        Message<?> message = inWork();
        var farChannel = far.incoming(Channels.settings(name));
        Channels.subscribe(farChannel, 1);
        held.asker().get(10, TimeUnit.SECONDS);
        long before = link.count("ChangeMessageVisibilityBatch");

        // Longer than the lease: only an extension that was made meanwhile keeps it.
        await().until(() -> link.count("ChangeMessageVisibilityBatch") >= before + 2);

        assertThat(message.getMetadata(IncomingSqsMetadata.class)
                        .orElseThrow()
                        .lease()
                        .isLost())
                .isFalse();
        assertThat(near.count(SqsMeter.LEASES_LOST)).isZero();
        assertThat(farChannel.queues().getFirst().health().isOk()).isFalse();
        message.ack();
        await().until(() -> queue.depth() == 0);
    }

    @Test
    void asksOnceTheHostIsKnown() throws Exception {
        Channels.subscribe(far.incoming(Channels.settings(name)), 1);
        held.asker().get(10, TimeUnit.SECONDS);
        assertThat(farLink.attempts()).isEmpty();

        held.release();

        await().until(() -> !farLink.attempts().isEmpty());
    }

    private Message<?> inWork() {
        queue.send("long");
        var settings = Channels.settings(new QueueOrder.Strict(), Duration.ofSeconds(2), name);
        return Channels.subscribe(near.incoming(settings), 1)
                .awaitItems(1)
                .getItems()
                .getFirst();
    }
}
