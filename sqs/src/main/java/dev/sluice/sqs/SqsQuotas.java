package dev.sluice.sqs;

import java.time.Duration;

/** The quotas of Amazon SQS that the connector works within, as its developer guide states them. */
public final class SqsQuotas {

    /** Entries in one batch request. */
    public static final int BATCH_ENTRIES = 10;

    /** Bytes in one message, and in all messages of one batch together: bodies and attributes (since August 2025). */
    public static final int MESSAGE_BYTES = 1_048_576;

    /** Message attributes on one message. */
    public static final int MESSAGE_ATTRIBUTES = 10;

    /** The longest time a message can be hidden, counted from its first receive. */
    public static final Duration VISIBILITY = Duration.ofHours(12);

    /** The longest long poll. */
    public static final Duration WAIT = Duration.ofSeconds(20);

    private SqsQuotas() {}
}
