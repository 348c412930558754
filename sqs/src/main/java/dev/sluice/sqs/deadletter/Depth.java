package dev.sluice.sqs.deadletter;

import java.util.Map;

import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How many messages a queue holds, as SQS counts them: approximately, and right only about a minute after the last change.
 *
 * @param visible those that a receive would give now
 * @param inFlight those that a receive has given and nobody has settled
 * @param delayed those whose delay is not over
 */
public record Depth(long visible, long inFlight, long delayed) {

    static Depth of(Map<QueueAttributeName, String> attributes) {
        return new Depth(
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    private static long number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }
}
