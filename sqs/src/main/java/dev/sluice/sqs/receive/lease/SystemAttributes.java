package dev.sluice.sqs.receive.lease;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The numbers that a queue tells of a message. They are for people and for meters, and so one that is missing or
 * malformed (not all that speaks SQS is SQS) is no reason to lose the message.
 */
public final class SystemAttributes {

    private static final String RECEIVE_COUNT = MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT.toString();
    private static final String SENT_TIMESTAMP = MessageSystemAttributeName.SENT_TIMESTAMP.toString();

    private SystemAttributes() {}

    /** How often the message has been received, from 1. */
    public static int receiveCount(Message message) {
        return Math.clamp(number(message, RECEIVE_COUNT, 1), 1, Integer.MAX_VALUE);
    }

    /**
     * When the queue took the message, in milliseconds since 1970.
     *
     * @param otherwise what stands for a time that is not known
     */
    public static long sentAt(Message message, long otherwise) {
        return number(message, SENT_TIMESTAMP, otherwise);
    }

    private static long number(Message message, String name, long otherwise) {
        // The SDK would make a new map for each look at them by their enumeration.
        String text = message.attributesAsStrings().get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
