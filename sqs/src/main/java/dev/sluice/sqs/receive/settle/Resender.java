package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.send.Sender;
import dev.sluice.sqs.wire.OutgoingMessage;
import dev.sluice.sqs.wire.QueueClient;

/** Sends copies of received messages to the queue that they came from: SQS counts the receives of a copy from the start. */
final class Resender {

    private static final Duration LINGER = Duration.ofMillis(20);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 4;

    private final Sender sender;

    Resender(Loop loop, QueueClient client) {
        this.sender = new Sender(loop, client.queue(), client::send, LINGER, MAX_REQUESTS, CALL_TIMEOUT);
    }

    /**
     * Sends a copy of the message; on the loop.
     *
     * @param patience how long it may take
     * @return completed once the queue has the copy
     */
    CompletableFuture<String> send(Message message, Duration patience) {
        Optional<String> group =
                Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
        var metadata = new OutgoingSqsMetadata(Optional.empty(), group, Optional.empty(), Map.of());
        return sender.send(OutgoingMessage.of(message.body(), metadata, message.messageAttributes()), patience);
    }

    int unanswered() {
        return sender.unanswered();
    }

    void drain() {
        sender.drain();
    }
}
