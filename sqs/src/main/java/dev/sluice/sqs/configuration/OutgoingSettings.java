package dev.sluice.sqs.configuration;

import java.time.Duration;

import dev.sluice.sqs.queue.QueueName;

/**
 * How an outgoing channel sends.
 *
 * @param queue the queue's name or URL
 * @param linger the longest time a message waits for company while another request is under way
 * @param timeout the time after which a message that SQS has not acknowledged counts as failed
 * @param maxPending the most messages without an answer; further ones wait upstream
 * @param maxRequests the most send requests under way at once
 */
public record OutgoingSettings(String queue, Duration linger, Duration timeout, int maxPending, int maxRequests) {

    public OutgoingSettings {
        QueueName.require(queue);
        if (maxPending < 1 || maxRequests < 1) {
            throw new IllegalArgumentException("max-pending and max-requests must be at least 1");
        }
        if (!timeout.isPositive() || linger.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive and linger not negative");
        }
    }
}
