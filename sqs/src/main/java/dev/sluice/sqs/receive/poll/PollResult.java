package dev.sluice.sqs.receive.poll;

import java.util.List;

import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What a poll has brought.
 *
 * @param full whether it is all that was asked for, so that the queue may have more
 * @param deliveredAt when SQS has delivered it, a {@link System#nanoTime()} reading; rather too early than too late
 */
public record PollResult(List<Message> messages, boolean full, long deliveredAt) {

    public static final PollResult NOTHING = new PollResult(List.of(), false, 0);
}
