package dev.sluice.meters.dashboard;

import dev.sluice.meters.SluiceMeter;
import dev.sluice.meters.dashboard.Metric.QueueKind;
import dev.sluice.meters.dashboard.Metric.QueueMetric;

/**
 * A line in a panel, or one for each value of the metric's dimension.
 *
 * @param label what the legend says; of several lines it is what they have in common
 * @param each whether there is a line for each queue or job type rather than one for all together
 */
public record Line(String label, Metric metric, Statistic statistic, boolean each) {

    /** All together. */
    static Line all(String label, SluiceMeter meter, Statistic statistic) {
        return new Line(label, new Metric.Own(meter), statistic, false);
    }

    /** One for each queue or job type. */
    static Line each(String label, SluiceMeter meter, Statistic statistic) {
        return new Line(label, new Metric.Own(meter), statistic, true);
    }

    /** One for each of these queues. */
    static Line queues(String label, QueueMetric metric, QueueKind queues) {
        return new Line(label, new Metric.Sqs(metric, queues), Statistic.MAXIMUM, true);
    }
}
