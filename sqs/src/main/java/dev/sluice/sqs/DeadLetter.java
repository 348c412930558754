package dev.sluice.sqs;

import java.util.Map;

/**
 * Nack metadata: move the message to the dead-letter queue now, its body and attributes unchanged.
 *
 * @param attributes string attributes to add, such as the reason; as many as SQS's limit of ten leaves room for, in
 *     their iteration order
 */
public record DeadLetter(Map<String, String> attributes) {}
