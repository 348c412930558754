package dev.sluice.scaling.world;

import java.util.OptionalLong;

/**
 * Which metrics SQS publishes of a queue (Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS" and
 * "Monitoring Amazon SQS queues using CloudWatch"): in-flight messages are reported only if there are any, and all metrics
 * pause once the queue has not been active for hours. AWS counts any action that accesses the queue as activity, polls
 * included, which would mean that a queue with workers never pauses. The simulation assumes the worse: that only
 * messages count.
 */
final class QueueMetrics {

    private final Aws aws;
    private int lastActive;
    private int publishedFrom;

    QueueMetrics(Aws aws) {
        this.aws = aws;
    }

    /** One second. */
    void tick(int now, long visible, int inWork) {
        if (visible > 0 || inWork > 0) {
            if (isPaused(now)) {
                publishedFrom = now + aws.metricResumption();
            }
            lastActive = now;
        }
    }

    OptionalLong visible(int now, long visible) {
        return isPublished(now) ? OptionalLong.of(visible) : OptionalLong.empty();
    }

    OptionalLong notVisible(int now, int inWork) {
        return isPublished(now) && inWork > 0 ? OptionalLong.of(inWork) : OptionalLong.empty();
    }

    private boolean isPublished(int now) {
        return !isPaused(now) && now >= publishedFrom;
    }

    private boolean isPaused(int now) {
        return now - lastActive > aws.metricPause();
    }
}
