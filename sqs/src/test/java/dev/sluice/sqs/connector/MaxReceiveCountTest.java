package dev.sluice.sqs.connector;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.queue.SqsQueue;

import static org.awaitility.Awaitility.await;

class MaxReceiveCountTest extends ChannelTest {

    @Test
    void aQueueSaysHowOftenItsRedrivePolicyLetsAMessageBeReceived() {
        SqsQueue known = channels.queue(name);

        await().until(() -> known.maxReceiveCount().equals(OptionalInt.of(3)));
    }

    @Test
    void aQueueWithoutARedrivePolicyHasNoBound() {
        SqsQueue free = channels.queue(name + "-dlq");

        await().until(() -> free.maxReceiveCount().equals(OptionalInt.of(Integer.MAX_VALUE)));
    }

    @Test
    void aMessageTellsItOnceItIsKnown() {
        queue.send("hello");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 1);

        var metadata = subscriber
                .awaitItems(1)
                .getLastItem()
                .getMetadata(IncomingSqsMetadata.class)
                .orElseThrow();

        await().until(() -> metadata.maxReceiveCount().equals(OptionalInt.of(3)));
    }
}
