package dev.sluice.sqs.receive;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.DeadLetter;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.LeaseLostException;
import dev.sluice.sqs.RetryAfter;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.lease.SystemAttributes;

/**
 * A received message as the stream carries it. To acknowledge it deletes it. To nack it with {@link DeadLetter} moves it
 * to the dead-letter queue, with {@link RetryAfter} lets it come back then, and with neither at once; what may not come back
 * goes to the dead-letter queue with the nack's reason.
 */
final class IncomingMessage implements Message<String> {

    private static final RetryAfter AT_ONCE = new RetryAfter(Duration.ZERO);
    private static final String GROUP_ID = MessageSystemAttributeName.MESSAGE_GROUP_ID.toString();

    private final Loop loop;
    private final QueueReceiver receiver;
    private final Lease lease;
    private final IncomingSqsMetadata metadata;
    private final AtomicBoolean settled = new AtomicBoolean();

    /** @param endOfBatch whether none is handed over right after it */
    IncomingMessage(Loop loop, QueueReceiver receiver, Lease lease, boolean endOfBatch) {
        this.loop = loop;
        this.receiver = receiver;
        this.lease = lease;
        this.metadata = metadata(receiver.queue(), lease, endOfBatch);
    }

    @Override
    public String getPayload() {
        return lease.message().body();
    }

    @Override
    public Metadata getMetadata() {
        return Metadata.of(metadata);
    }

    @Override
    public <M> Optional<M> getMetadata(Class<? extends M> type) {
        return type == IncomingSqsMetadata.class ? Optional.of(type.cast(metadata)) : Optional.empty();
    }

    @Override
    public Supplier<CompletionStage<Void>> getAck() {
        return this::ack;
    }

    @Override
    public Function<Metadata, CompletionStage<Void>> getAckWithMetadata() {
        return ignored -> ack();
    }

    @Override
    public CompletionStage<Void> ack() {
        return settle(() -> receiver.settlement().complete(lease));
    }

    @Override
    public CompletionStage<Void> ack(Metadata ignored) {
        return ack();
    }

    @Override
    public Function<Throwable, CompletionStage<Void>> getNack() {
        return reason -> nack(reason, null);
    }

    @Override
    public BiFunction<Throwable, Metadata, CompletionStage<Void>> getNackWithMetadata() {
        return this::nack;
    }

    @Override
    public CompletionStage<Void> nack(Throwable reason, Metadata how) {
        Metadata given = how == null ? Metadata.empty() : how;
        return settle(() -> given.get(DeadLetter.class)
                .map(deadLetter -> receiver.retries().deadLetter(lease, reason, deadLetter.attributes()))
                .orElseGet(() -> receiver.retries()
                        .retry(lease, reason, given.get(RetryAfter.class).orElse(AT_ONCE))));
    }

    /** Leases change hands on the loop only; the result comes back to whoever asked. */
    private CompletionStage<Void> settle(Supplier<CompletableFuture<Void>> settlement) {
        if (!settled.compareAndSet(false, true)) {
            // Its lease may be another delivery's by now.
            return CompletableFuture.failedFuture(
                    new LeaseLostException(lease.message().messageId()));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        // A settlement waits for company anyway.
        loop.executeSoon(() -> attempt(settlement).whenComplete((nothing, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        }));
        return done;
    }

    /** A settlement that cannot even begin must not leave a lease behind that is extended for hours. */
    private CompletableFuture<Void> attempt(Supplier<CompletableFuture<Void>> settlement) {
        try {
            return settlement.get();
        } catch (RuntimeException | Error e) {
            receiver.lose(lease);
            return CompletableFuture.failedFuture(e);
        }
    }

    private static IncomingSqsMetadata metadata(SqsQueue queue, Lease lease, boolean endOfBatch) {
        var message = lease.message();
        return new IncomingSqsMetadata(
                queue.name(),
                message.messageId(),
                lease::receiveCount,
                queue::maxReceiveCount,
                Instant.ofEpochMilli(SystemAttributes.sentAt(message, 0)),
                Optional.ofNullable(message.attributesAsStrings().get(GROUP_ID)),
                stringAttributes(message),
                lease,
                endOfBatch);
    }

    private static Map<String, String> stringAttributes(software.amazon.awssdk.services.sqs.model.Message message) {
        if (message.messageAttributes().isEmpty()) {
            return Map.of();
        }
        Map<String, String> strings = new HashMap<>();
        message.messageAttributes().forEach((name, value) -> {
            if (value.stringValue() != null) {
                strings.put(name, value.stringValue());
            }
        });
        return strings;
    }
}
