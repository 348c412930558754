package dev.sluice.sqs.configuration;

import java.time.Duration;
import java.util.List;

import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.queue.QueueName;

/**
 * How an incoming channel receives.
 *
 * @param queues the queues' names or URLs, the most urgent first
 * @param order how messages of several queues take turns
 * @param visibilityTimeout how long a receive hides a message, and each extension of its lease anew
 * @param leaseLimit how long a lease is extended at most, counted from the receive
 * @param pollWait how long a poll waits at the queue for a first message
 * @param maxPolls the most polls under way at once for one queue
 * @param maxPrefetch the most messages of one queue that wait here beyond what was asked for
 * @param pollPause how long to wait after a poll that brought some messages but not ten, so that the next brings more
 * @param settleLinger how long a delete waits for company
 * @param drainGrace how long messages in work may take to end after the order to stop
 * @param renewAtStop whether messages that nobody has begun at the order to stop are sent anew instead of given back
 */
public record IncomingSettings(
        List<String> queues,
        QueueOrder order,
        Duration visibilityTimeout,
        Duration leaseLimit,
        Duration pollWait,
        int maxPolls,
        int maxPrefetch,
        Duration pollPause,
        Duration settleLinger,
        Duration drainGrace,
        boolean renewAtStop) {

    public IncomingSettings {
        queues = List.copyOf(queues);
        check(!queues.isEmpty(), "queue must name at least one queue");
        queues.forEach(QueueName::require);
        check(
                visibilityTimeout.toSeconds() >= 1 && visibilityTimeout.compareTo(SqsQuotas.VISIBILITY) <= 0,
                "visibility-timeout must be between 1 second and 12 hours");
        check(
                leaseLimit.isPositive() && leaseLimit.compareTo(SqsQuotas.VISIBILITY) <= 0,
                "lease-limit must be positive and at most 12 hours");
        check(
                !pollWait.isNegative() && pollWait.compareTo(SqsQuotas.WAIT) <= 0,
                "wait-time must be between 0 and 20 seconds");
        check(maxPolls >= 1, "max-polls must be at least 1");
        check(maxPrefetch >= 0, "max-prefetch must not be negative");
        check(!pollPause.isNegative(), "poll-pause must not be negative");
        check(!settleLinger.isNegative(), "settle-linger must not be negative");
        check(!drainGrace.isNegative(), "drain-grace must not be negative");
        check(
                !(order instanceof QueueOrder.Weighted(List<Integer> weights)) || weights.size() == queues.size(),
                "weights must have one number for each queue");
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
