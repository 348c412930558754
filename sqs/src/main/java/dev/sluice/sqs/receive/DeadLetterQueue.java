package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.meters.SluiceMeter;
import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsLimits;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.send.OutgoingMessage;
import dev.sluice.sqs.send.Sender;
import dev.sluice.sqs.wire.MessageClient;

/**
 * The way to a queue's dead-letter queue, which is the one that its redrive policy names: what is rejected here and what
 * SQS moves after too many receives end in the same place.
 */
final class DeadLetterQueue {

    private static final Duration LINGER = Duration.ofMillis(20);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 2;

    private final Loop loop;
    private final MessageClient client;
    private final SqsQueue source;
    private final MeterRegistry meters;
    private final Counter moved;
    private Sender sender;
    private String senderUrl;

    DeadLetterQueue(Loop loop, MessageClient client, SqsQueue source, MeterRegistry meters) {
        this.loop = loop;
        this.client = client;
        this.source = source;
        this.meters = meters;
        this.moved = SluiceMeter.DEAD_LETTERED.counter(meters, source.name());
    }

    /**
     * Sends a copy of the message with the attributes added; on the loop.
     *
     * @return whether there is a dead-letter queue; completed once that queue has acknowledged the message
     */
    CompletableFuture<Boolean> send(Message message, Map<String, String> attributes, Duration timeToLive) {
        return source.deadLetterUrl().thenCompose(url -> {
            if (url.isEmpty()) {
                return CompletableFuture.completedFuture(false);
            }
            CompletableFuture<Boolean> sent = new CompletableFuture<>();
            loop.execute(() -> senderTo(url.get())
                    .send(copy(message, attributes), timeToLive)
                    .whenComplete((id, failure) -> {
                        if (failure == null) {
                            moved.increment();
                            sent.complete(true);
                        } else {
                            sent.completeExceptionally(failure);
                        }
                    }));
            return sent;
        });
    }

    int unanswered() {
        return sender == null ? 0 : sender.unanswered();
    }

    void drain() {
        if (sender != null) {
            sender.drain();
        }
    }

    private Sender senderTo(String url) {
        if (!url.equals(senderUrl)) {
            senderUrl = url;
            var queue = new SqsQueue(client.sdk(), url, meters);
            sender = new Sender(loop, client, queue, LINGER, MAX_REQUESTS, CALL_TIMEOUT, ignored -> {});
        }
        return sender;
    }

    private OutgoingMessage copy(Message message, Map<String, String> added) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>(message.messageAttributes());
        added.forEach((name, value) -> {
            if (attributes.size() < SqsLimits.MESSAGE_ATTRIBUTES || attributes.containsKey(name)) {
                attributes.put(name, OutgoingMessage.string(value));
            }
        });
        OutgoingMessage copy = OutgoingMessage.of(message.body(), metadata(message), attributes);
        // A message of the largest size has no room for reasons; it goes as it came.
        return copy.size() <= SqsLimits.MESSAGE_BYTES
                ? copy
                : OutgoingMessage.of(message.body(), metadata(message), message.messageAttributes());
    }

    private OutgoingSqsMetadata metadata(Message message) {
        Optional<String> group =
                Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
        Optional<String> deduplication = source.isFifo() ? Optional.of(message.messageId()) : Optional.empty();
        return new OutgoingSqsMetadata(Optional.empty(), group, deduplication, Map.of());
    }
}
