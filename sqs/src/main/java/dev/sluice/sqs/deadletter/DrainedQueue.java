package dev.sluice.sqs.deadletter;

import java.util.Optional;

/**
 * A queue that the application drains, with its dead-letter queue, as both were when they were looked up.
 *
 * @param deadLetters the queue that the redrive policy names; empty when there is no such policy
 */
public record DrainedQueue(QueueState source, Optional<QueueState> deadLetters) {

    /** @throws NoDeadLetterQueueException when there is none */
    public QueueState requireDeadLetters() {
        return deadLetters.orElseThrow(() -> new NoDeadLetterQueueException(source.name()));
    }
}
