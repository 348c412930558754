package dev.sluice.dashboard.panel;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.MetricSource.QueueKind;
import dev.sluice.dashboard.panel.MetricSource.QueueMetric;

/**
 * A line in a panel, or one for each value of the metric's dimension.
 *
 * @param label what the legend says; of several lines it is what they have in common
 * @param each whether there is a line for each queue or job type rather than one for all together
 */
public record Line(String label, MetricSource metric, DrawnStatistic statistic, boolean each) {

    /** All together. */
    static Line all(String label, SluiceMeter meter, DrawnStatistic statistic) {
        return new Line(label, new MetricSource.Own(meter), statistic, false);
    }

    /** One for each queue or job type. */
    static Line each(String label, SluiceMeter meter, DrawnStatistic statistic) {
        return new Line(label, new MetricSource.Own(meter), statistic, true);
    }

    /** One for each of these queues. */
    static Line queues(String label, QueueMetric metric, QueueKind queues) {
        return new Line(label, new MetricSource.Sqs(metric, queues), DrawnStatistic.MAXIMUM, true);
    }
}
