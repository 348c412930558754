package dev.sluice.sqs.deadletter;

/**
 * How much a look into a dead-letter queue shows.
 *
 * @param messages the most messages, 1 to 100
 * @param bodyLength the most characters of each body
 * @param attributeLength the most characters of each message attribute's value
 */
public record PeekBounds(int messages, int bodyLength, int attributeLength) {

    /** Messages that are looked at are hidden from everybody, and the look takes ten of them with each request. */
    public static final int MAX_MESSAGES = 100;

    /** @throws IllegalArgumentException when a bound is out of bounds */
    public PeekBounds {
        if (messages < 1 || messages > MAX_MESSAGES || bodyLength < 0 || attributeLength < 0) {
            throw new IllegalArgumentException("A look shows 1 to %d messages".formatted(MAX_MESSAGES));
        }
    }
}
