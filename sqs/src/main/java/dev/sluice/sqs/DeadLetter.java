package dev.sluice.sqs;

import java.util.Map;

/**
 * Nack metadata: move the message to the dead-letter queue now, its body and attributes unchanged. The connector adds what
 * it knows: {@code Sluice-Reason} (the nack's, as text), {@code Sluice-Receive-Count}, {@code Sluice-Failed-At} and
 * {@code Sluice-Sent-At} (when SQS took the message), both in ISO 8601.
 *
 * @param attributes string attributes to add besides, or instead of those of the same name. SQS takes ten attributes on a
 *     message and 1 MiB in all; what has no room is left out, the last in their iteration order first. An empty value takes
 *     away what the message has under that name, from an earlier time in the dead-letter queue for instance
 */
public record DeadLetter(Map<String, String> attributes) {}
