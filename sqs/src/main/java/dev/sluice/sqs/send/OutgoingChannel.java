package dev.sluice.sqs.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.sluice.sqs.MessageRefusedException;
import dev.sluice.sqs.MessageTooLargeException;
import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.QueueUnavailableException;
import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.batch.BatchCall;
import dev.sluice.sqs.batch.EntryFailedException;
import dev.sluice.sqs.configuration.OutgoingSettings;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.meter.QueueMeters;
import dev.sluice.sqs.meter.Recorder;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.wire.OutgoingMessage;
import dev.sluice.sqs.wire.QueueClient;
import dev.sluice.sqs.wire.SqsEndpoint;

/**
 * An outgoing channel: the end of a stream of messages. A message is acknowledged when SQS has acknowledged it, and
 * nacked otherwise: with a {@link MessageTooLargeException} or a {@link MessageRefusedException} when it is at fault
 * itself, with a {@link QueueUnavailableException} when the queue is.
 */
public final class OutgoingChannel implements Flow.Subscriber<Message<?>>, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutgoingChannel.class);

    private static final Duration PROBE_PERIOD = Duration.ofSeconds(1);

    private final OutgoingSettings settings;
    private final Loop loop;
    private final SqsQueue queue;
    private final Sender sender;
    private final Recorder publishTime;
    private final Loop.Timer probes;
    private volatile Flow.Subscription upstream;

    /**
     * @param loop the channel's own
     * @param meters counts what happens here
     */
    public OutgoingChannel(Loop loop, SqsEndpoint endpoint, OutgoingSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.loop = loop;
        this.queue = new SqsQueue(endpoint.sdk(), settings.queue(), meters);
        var ofQueue = new QueueMeters(meters, queue.name());
        this.publishTime = ofQueue.recorder(SqsMeter.PUBLISH_TIME);
        Recorder batchFill = ofQueue.recorder(SqsMeter.BATCH_FILL);
        QueueClient client = endpoint.client(queue);
        BatchCall<OutgoingMessage, String> request = (messages, timeout) -> {
            batchFill.record(messages.size());
            return client.send(messages, timeout);
        };
        this.sender = new Sender(loop, queue, request, settings.linger(), settings.maxRequests(), settings.timeout());
        this.probes = loop.every(PROBE_PERIOD, this::probeInTrouble);
    }

    public SqsQueue queue() {
        return queue;
    }

    /** Lets nothing wait for company any more, and leaves nothing running behind; messages may still come. */
    public void stop() {
        sender.drain();
        probes.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        subscription.request(settings.maxPending());
        queue.probe();
    }

    @Override
    public void onNext(Message<?> message) {
        long start = System.nanoTime();
        send(message).whenComplete((id, failure) -> {
            if (failure == null) {
                publishTime.record(System.nanoTime() - start);
                message.ack();
            } else {
                message.nack(meaning(SqsFailure.unwrap(failure)));
            }
            upstream.request(1);
        });
    }

    /** Ends the channel's loop; messages without an answer get none any more. */
    @Override
    public void close() {
        loop.close();
    }

    /** Who is not ready is sent no message, and would never find out that the queue is back. */
    private void probeInTrouble() {
        if (upstream != null && !queue.health().isOk()) {
            queue.probe();
        }
    }

    private CompletableFuture<String> send(Message<?> message) {
        OutgoingSqsMetadata metadata =
                message.getMetadata(OutgoingSqsMetadata.class).orElse(OutgoingSqsMetadata.NONE);
        return sender.send(OutgoingMessage.of(String.valueOf(message.getPayload()), metadata), settings.timeout());
    }

    private Throwable meaning(Throwable failure) {
        if (failure instanceof MessageTooLargeException) {
            return failure;
        }
        if (failure instanceof EntryFailedException refused) {
            return new MessageRefusedException(refused.code(), refused.getMessage());
        }
        if (SqsFailure.isRequestAtFault(failure)) {
            return new MessageRefusedException(SqsFailure.code(failure), SqsFailure.describe(failure));
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new QueueUnavailableException(
                "Queue %s did not take the message: %s".formatted(queue.name(), SqsFailure.describe(cause)), failure);
    }

    @Override
    public void onError(Throwable failure) {
        LOG.errorf(failure, "Stream to queue %s failed; no more messages are sent", queue.name());
    }

    @Override
    public void onComplete() {
        stop();
    }
}
