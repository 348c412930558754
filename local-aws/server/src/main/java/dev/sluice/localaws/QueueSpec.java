package dev.sluice.localaws;

import java.time.Duration;

/**
 * A queue to create, and with it the dead-letter queue that takes its messages after too many receives.
 *
 * @param name at most 80 letters, digits, hyphens and underscores; one that ends in {@code .fifo} names a FIFO queue
 * @param maxReceiveCount how often a message is received before it goes to the dead-letter queue, 1 to 1,000
 * @param visibilityTimeout how long a received message stays hidden, whole seconds from 0 to 12 hours
 */
public record QueueSpec(String name, int maxReceiveCount, Duration visibilityTimeout) {

    /** Two more tries after the first: enough for a passing fault, and a poison message is out of the way soon. */
    public static final int DEFAULT_MAX_RECEIVE_COUNT = 3;

    /** What SQS itself gives a queue that is created without one. */
    public static final Duration DEFAULT_VISIBILITY_TIMEOUT = Duration.ofSeconds(30);

    private static final String FIFO_SUFFIX = ".fifo";
    private static final String DEAD_LETTER_SUFFIX = "-dlq";

    /** @throws IllegalArgumentException when a value is outside what SQS allows */
    public QueueSpec {
        if (!name.matches("[A-Za-z0-9_-]+(\\.fifo)?") || name.length() > 80) {
            throw new IllegalArgumentException("Not a queue name: '" + name
                    + "' (at most 80 letters, digits, hyphens and underscores, and .fifo at the end for a FIFO queue)");
        }
        if (maxReceiveCount < 1 || maxReceiveCount > 1_000) {
            throw new IllegalArgumentException(
                    "maxReceiveCount of queue " + name + " is " + maxReceiveCount + ", SQS allows 1 to 1,000");
        }
        if (visibilityTimeout.isNegative() || visibilityTimeout.compareTo(Duration.ofHours(12)) > 0) {
            throw new IllegalArgumentException(
                    "visibilityTimeout of queue " + name + " is " + visibilityTimeout + ", SQS allows 0 to 12 hours");
        }
    }

    /** A queue with the default receive count and visibility timeout. */
    public static QueueSpec named(String name) {
        return new QueueSpec(name, DEFAULT_MAX_RECEIVE_COUNT, DEFAULT_VISIBILITY_TIMEOUT);
    }

    /** Whether it is a FIFO queue; its dead-letter queue must then be one too. */
    public boolean isFifo() {
        return name.endsWith(FIFO_SUFFIX);
    }

    /** {@code jobs} has {@code jobs-dlq}, {@code jobs.fifo} has {@code jobs-dlq.fifo}. */
    public String deadLetterQueueName() {
        return isFifo()
                ? name.substring(0, name.length() - FIFO_SUFFIX.length()) + DEAD_LETTER_SUFFIX + FIFO_SUFFIX
                : name + DEAD_LETTER_SUFFIX;
    }
}
