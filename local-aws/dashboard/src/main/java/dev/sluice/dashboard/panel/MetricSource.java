package dev.sluice.dashboard.panel;

import java.util.List;
import java.util.stream.Stream;

import dev.sluice.dashboard.meter.MeterDimension;
import dev.sluice.dashboard.meter.SluiceMeter;

/** Where a line's values come from. */
public sealed interface MetricSource {

    /** One of Sluice's own meters. */
    record Own(SluiceMeter meter) implements MetricSource {
        @Override
        public String name() {
            return meter.metricName();
        }

        @Override
        public List<String> dimensions() {
            return Stream.concat(
                            Stream.of("environment"),
                            meter.dimensions().stream().map(MeterDimension::key))
                    .toList();
        }
    }

    /** A metric that SQS itself publishes for each queue, in the namespace {@code AWS/SQS}. */
    record Sqs(QueueMetric metric, QueueKind queues) implements MetricSource {
        @Override
        public String name() {
            return metric.cloudWatchName();
        }

        @Override
        public List<String> dimensions() {
            return List.of("QueueName");
        }
    }

    /** What SQS publishes, by the names of the Amazon SQS Developer Guide. */
    enum QueueMetric {
        VISIBLE("ApproximateNumberOfMessagesVisible"),
        IN_FLIGHT("ApproximateNumberOfMessagesNotVisible");

        private final String cloudWatchName;

        QueueMetric(String cloudWatchName) {
            this.cloudWatchName = cloudWatchName;
        }

        public String cloudWatchName() {
            return cloudWatchName;
        }
    }

    /** Which queues of an installation. */
    enum QueueKind {
        JOBS,
        DEAD_LETTERS
    }

    String name();

    /** The names of the metric's dimensions, in their order. */
    List<String> dimensions();
}
