package dev.sluice.sqs.deadletter;

/** The queue has no redrive policy, so there is no dead-letter queue to look into. */
public final class NoDeadLetterQueueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoDeadLetterQueueException(String queue) {
        super("Queue %s has no dead-letter queue".formatted(queue), null, false, false);
    }
}
