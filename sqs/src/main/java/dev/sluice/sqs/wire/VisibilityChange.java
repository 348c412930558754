package dev.sluice.sqs.wire;

import dev.sluice.sqs.SqsQuotas;

/**
 * How long a received message is to stay hidden from now on.
 *
 * @param seconds 0 shows it at once; more than SQS takes is cut to that
 */
public record VisibilityChange(String receiptHandle, int seconds) {

    public VisibilityChange {
        seconds = Math.min(seconds, (int) SqsQuotas.VISIBILITY.toSeconds());
    }
}
