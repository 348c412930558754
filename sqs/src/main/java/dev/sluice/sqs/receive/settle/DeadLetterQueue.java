package dev.sluice.sqs.receive.settle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.batch.EntryFailedException;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.meter.QueueMeters;
import dev.sluice.sqs.meter.Recorder;
import dev.sluice.sqs.queue.Backoff;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.send.Sender;
import dev.sluice.sqs.wire.SqsEndpoint;

/**
 * The way to a queue's dead-letter queue, which is the one that its redrive policy names: what is rejected here and what
 * SQS moves after too many receives end in the same place. When the way is closed it is not tried for every message, but
 * after growing pauses, and its health tells why.
 */
final class DeadLetterQueue {

    private static final Duration LINGER = Duration.ofMillis(20);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Longer than a message stays away that could not be moved: until it has been tried again, nothing is known. */
    private static final Duration REFUSAL = RedeliveryDelay.LONGEST.plusMinutes(5);

    private final Loop loop;
    private final SqsEndpoint endpoint;
    private final SqsQueue source;
    private final MeterRegistry meters;
    private final Recorder moved;
    private final QueueHealth health;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    // Below: touched on the loop only.
    private Sender sender;
    private String senderUrl;
    private long closedUntil = System.nanoTime();
    private Throwable closedFor;

    DeadLetterQueue(Loop loop, SqsEndpoint endpoint, SqsQueue source, MeterRegistry meters) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.source = source;
        this.meters = meters;
        this.moved = new QueueMeters(meters, source.name()).recorder(SqsMeter.DEAD_LETTERED);
        this.health = QueueHealth.presumed(source.name() + " dead-letter queue", REFUSAL);
    }

    QueueHealth health() {
        return health;
    }

    /**
     * Sends a copy of the message with the attributes added; on the loop.
     *
     * @param patience how long a send may take, asked for just before each: to find the queue may take long, too
     * @return whether there is a dead-letter queue; completed, on the loop, once that queue has acknowledged the message
     */
    CompletableFuture<Boolean> send(Message message, Map<String, String> attributes, Supplier<Duration> patience) {
        if (System.nanoTime() - closedUntil < 0) {
            return CompletableFuture.failedFuture(closedFor);
        }
        var copies = new DeadLetterCopy(message, source.isFifo());
        return find(source.deadLetterUrl())
                .thenComposeAsync(
                        there -> {
                            if (!there) {
                                return CompletableFuture.completedFuture(false);
                            }
                            return sender.send(copies.with(attributes), patience.get())
                                    // The queue may take smaller messages than this one, and the reasons count.
                                    .exceptionallyCompose(failure -> isForItsContent(failure)
                                            ? sender.send(copies.plain(), patience.get())
                                            : CompletableFuture.failedFuture(failure))
                                    .whenComplete((id, failure) -> answered(failure))
                                    .thenApply(id -> true);
                        },
                        loop);
    }

    int unanswered() {
        return sender == null ? 0 : sender.unanswered();
    }

    void drain() {
        if (sender != null) {
            sender.drain();
        }
    }

    /** Whether there is one; its sender is ready then. */
    private CompletableFuture<Boolean> find(CompletableFuture<Optional<String>> lookUp) {
        return lookUp.handleAsync(
                        (url, failure) -> {
                            if (failure != null) {
                                health.about(SqsOperation.LOOK_UP).failed(failure);
                                close(failure);
                                return CompletableFuture.<Boolean>failedFuture(failure);
                            }
                            health.about(SqsOperation.LOOK_UP).ok();
                            url.ifPresent(this::sendTo);
                            return CompletableFuture.completedFuture(url.isPresent());
                        },
                        loop)
                .thenCompose(found -> found);
    }

    private void sendTo(String url) {
        if (!url.equals(senderUrl)) {
            senderUrl = url;
            var queue = new SqsQueue(endpoint.sdk(), url, meters, health);
            sender = new Sender(loop, queue, endpoint.client(queue)::send, LINGER, MAX_REQUESTS, CALL_TIMEOUT);
        }
    }

    private void answered(Throwable failure) {
        if (failure == null) {
            moved.increment();
            backoff.reset();
            return;
        }
        if (isForItsContent(failure)) {
            // No reason to close the way: other messages may fit.
            health.about(SqsOperation.SEND).refused(SqsFailure.describe(failure));
        } else {
            close(failure);
        }
    }

    private void close(Throwable failure) {
        if (System.nanoTime() - closedUntil >= 0) {
            Duration pause = backoff.next();
            closedFor = failure;
            closedUntil = System.nanoTime() + pause.toNanos();
            loop.schedule(pause, this::probe);
        }
    }

    /** No message may come for a long time that would show whether the way is open again. */
    private void probe() {
        if (!health.isOk()) {
            find(source.lookUpDeadLetters()).exceptionally(failure -> false);
        }
    }

    private static boolean isForItsContent(Throwable failure) {
        return SqsFailure.unwrap(failure) instanceof EntryFailedException || SqsFailure.isRequestAtFault(failure);
    }
}
