package dev.sluice.sqs.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.PurgeQueueInProgressException;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.connector.SqsConnector;
import dev.sluice.sqs.queue.SqsQueue;

/**
 * What a person can do about the messages that nobody could handle: list, look, redrive and purge. Everything can be
 * asked twice without harm. A future fails with what SQS said, or the SDK of it, if SQS does not do as it is asked.
 */
@Singleton
public class DeadLetters {

    /** SQS' quota for the rate of one message move task, in messages per second. */
    public static final int MAX_RATE = 500;

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final SqsAsyncClient client;
    private final Supplier<List<SqsQueue>> drained;
    private final QueueStates states;
    private final Redrive redrive;
    private final AsyncMutex looks = new AsyncMutex();

    @Inject
    DeadLetters(SqsAsyncClient client, @Connector(SqsConnector.NAME) SqsConnector connector) {
        this(client, connector::drainedQueues);
    }

    /** @param drained the queues whose dead letters these are */
    public DeadLetters(SqsAsyncClient client, Supplier<List<SqsQueue>> drained) {
        this.client = client;
        this.drained = drained;
        this.states = new QueueStates(client);
        this.redrive = new Redrive(client);
    }

    /** The names of the queues that the application drains, each once, in the order of the configuration. */
    public List<String> queues() {
        return drained.get().stream().map(SqsQueue::name).distinct().toList();
    }

    /**
     * Looks a queue up, and its dead-letter queue.
     *
     * @param name as {@link #queues} has it
     * @return fails with {@link UnknownQueueException} for any other
     */
    public CompletableFuture<DrainedQueue> queue(String name) {
        return drained.get().stream()
                .filter(queue -> queue.name().equals(name))
                .findFirst()
                .map(states::of)
                .orElseGet(() -> CompletableFuture.failedFuture(new UnknownQueueException(queues())));
    }

    /**
     * Shows some of the dead letters, which ones is SQS' choice. They are hidden from a redrive for as long as it takes,
     * which is seconds, and their receive counts grow by one. Looks come one after the other, since two at once would
     * hide messages from each other.
     *
     * @throws NoDeadLetterQueueException when there is no dead-letter queue
     */
    public CompletableFuture<List<DeadMessage>> peek(DrainedQueue queue, PeekBounds bounds) {
        QueueState deadLetters = queue.requireDeadLetters();
        return looks.run(() -> new Peek(client, deadLetters, bounds).look());
    }

    /**
     * Begins to move all dead letters back to the queue. If that is under way already, it goes on as it was begun.
     *
     * @param ratePerSecond the most messages in a second, 1 to {@value #MAX_RATE}; empty to leave the rate to SQS
     * @throws NoDeadLetterQueueException when there is no dead-letter queue
     * @throws IllegalArgumentException when the rate is out of bounds
     */
    public CompletableFuture<RedriveStart> redrive(DrainedQueue queue, Optional<Integer> ratePerSecond) {
        ratePerSecond.ifPresent(DeadLetters::checkRate);
        return redrive.start(queue.requireDeadLetters(), queue.source(), ratePerSecond);
    }

    /**
     * The latest redrives of the dead-letter queue, at most ten, the last one first.
     *
     * @throws NoDeadLetterQueueException when there is no dead-letter queue
     */
    public CompletableFuture<List<MoveTask>> redrives(DrainedQueue queue) {
        return redrive.tasks(queue.requireDeadLetters());
    }

    /**
     * Ends the redrive that is under way. What it has moved stays moved.
     *
     * @return the redrive; empty when none was under way
     * @throws NoDeadLetterQueueException when there is no dead-letter queue
     */
    public CompletableFuture<Optional<MoveTask>> cancelRedrive(DrainedQueue queue) {
        return redrive.cancel(queue.requireDeadLetters());
    }

    /**
     * Deletes all dead letters for good, which takes SQS up to a minute.
     *
     * @return whether a purge has begun; if not, one has been under way for less than a minute, and dead letters that
     *     came after it began may stay
     * @throws NoDeadLetterQueueException when there is no dead-letter queue
     */
    public CompletableFuture<Boolean> purge(DrainedQueue queue) {
        String url = queue.requireDeadLetters().url();
        return client.purgeQueue(request ->
                        request.queueUrl(url).overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT)))
                .thenApply(answer -> true)
                .exceptionallyCompose(failure -> SqsFailure.unwrap(failure) instanceof PurgeQueueInProgressException
                        ? CompletableFuture.completedFuture(false)
                        : CompletableFuture.failedFuture(failure));
    }

    private static void checkRate(int rate) {
        if (rate < 1 || rate > MAX_RATE) {
            throw new IllegalArgumentException("The rate is 1 to %d messages per second".formatted(MAX_RATE));
        }
    }
}
