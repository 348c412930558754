package dev.sluice.sqs.receive.poll;

import java.time.Duration;
import java.util.List;

import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What a poll has brought.
 *
 * @param messages none when it has failed
 * @param deliveredAt when SQS has delivered them, a {@link System#nanoTime()} reading; rather too early than too late
 * @param pause how long to wait before {@link Poller#resume}; zero when this poll is no reason for a pause
 */
public record PollResult(List<Message> messages, long deliveredAt, Duration pause) {}
