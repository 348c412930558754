package dev.sluice.sqs.queue;

import java.util.regex.Pattern;

/**
 * The name of a queue, which its address ends with. SQS has no queue with another name; and it is a dimension of the
 * queue's metrics, which CloudWatch would refuse with all that comes along.
 */
public final class QueueName {

    /** Amazon SQS API Reference, CreateQueue: 80 characters at most, the {@code .fifo} of a FIFO queue included. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,75}\\.fifo|[A-Za-z0-9_-]{1,80}");

    private QueueName() {}

    /** The name in a name or a URL. */
    public static String of(String nameOrUrl) {
        return nameOrUrl.substring(nameOrUrl.lastIndexOf('/') + 1);
    }

    /**
     * Checks what a channel is told.
     *
     * @throws IllegalArgumentException if that is none of a queue
     */
    public static void require(String nameOrUrl) {
        if (!NAME.matcher(of(nameOrUrl)).matches()) {
            throw new IllegalArgumentException(
                    "queue must be the name or the URL of a queue: a name has 1 to 80 letters,"
                            + " digits, hyphens and underscores, and .fifo at its end if it is a FIFO queue's");
        }
    }
}
