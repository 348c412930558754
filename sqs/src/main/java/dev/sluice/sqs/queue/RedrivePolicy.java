package dev.sluice.sqs.queue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.vertx.core.json.JsonObject;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue's redrive policy: what SQS does with a message that has been received too often.
 *
 * @param deadLetterQueue where such a message goes; empty when it goes nowhere
 * @param maxReceiveCount how often a message may be received before that, {@link Integer#MAX_VALUE} for as often as it takes;
 *     empty when the policy does not say
 */
public record RedrivePolicy(Optional<QueueArn> deadLetterQueue, OptionalInt maxReceiveCount) {

    /** Of a queue without a policy. */
    public static final RedrivePolicy NONE = new RedrivePolicy(Optional.empty(), OptionalInt.of(Integer.MAX_VALUE));

    /** Reads the policy among a queue's attributes, if there is one. */
    public static RedrivePolicy of(Map<QueueAttributeName, String> attributes) {
        String json = attributes.get(QueueAttributeName.REDRIVE_POLICY);
        if (json == null) {
            return NONE;
        }
        JsonObject policy = new JsonObject(json);
        return new RedrivePolicy(
                Optional.ofNullable(policy.getString("deadLetterTargetArn")).map(QueueArn::of),
                number(policy.getValue("maxReceiveCount")));
    }

    /** A number or a string of digits: SQS gives back what somebody has set. */
    private static OptionalInt number(Object value) {
        try {
            return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value.toString()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
