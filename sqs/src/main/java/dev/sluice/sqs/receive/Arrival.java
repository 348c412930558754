package dev.sluice.sqs.receive;

import java.util.List;

import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What a poll has brought.
 *
 * @param full whether it is all that was asked for, so that the queue may have more
 * @param deliveredAt when SQS has delivered it, a {@link System#nanoTime()} reading; rather too early than too late
 */
record Arrival(List<Message> messages, boolean full, long deliveredAt) {

    static final Arrival NOTHING = new Arrival(List.of(), false, 0);
}
