package dev.sluice.sqs;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import dev.sluice.sqs.queue.SqsQueue;

import static org.assertj.core.api.Assertions.assertThat;
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
    void aMessageCarriesItOnceItIsKnown() {
        queue.send("first");
        var subscriber = Channels.subscribe(channels.incoming(Channels.settings(name)), 100);

        await().until(() -> {
            queue.send("one more");
            return subscriber.getItems().stream()
                    .map(message ->
                            message.getMetadata(IncomingSqsMetadata.class).orElseThrow())
                    .anyMatch(metadata -> metadata.maxReceiveCount().equals(OptionalInt.of(3)));
        });
        assertThat(subscriber.getFailure()).isNull();
    }
}
