package dev.sluice.dashboard.panel;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.MetricSource.QueueKind;
import dev.sluice.dashboard.panel.MetricSource.QueueMetric;

/** What wakes somebody up. Thresholds are where a healthy fleet never is; an installation sets its own in its template. */
public enum FleetAlarm {
    BACKLOG_OLD(
            "Jobs wait too long: the fleet does not keep up",
            new MetricSource.Own(SluiceMeter.BACKLOG_AGE),
            DrawnStatistic.MAXIMUM,
            Comparison.ABOVE,
            300,
            5,
            Missing.NOT_BREACHING),
    DEAD_LETTERS(
            "Jobs have failed for good: look at the dead-letter queue",
            new MetricSource.Sqs(QueueMetric.VISIBLE, QueueKind.DEAD_LETTERS),
            DrawnStatistic.MAXIMUM,
            Comparison.ABOVE,
            0,
            1,
            Missing.NOT_BREACHING),
    LEASES_LOST(
            "Jobs may be done twice: workers lose their leases",
            new MetricSource.Own(SluiceMeter.LEASES_LOST),
            DrawnStatistic.SUM,
            Comparison.ABOVE,
            10,
            3,
            Missing.NOT_BREACHING),
    NO_WORKER(
            "No worker reports: nothing is being done",
            new MetricSource.Own(SluiceMeter.CAPACITY),
            DrawnStatistic.MAXIMUM,
            Comparison.BELOW,
            1,
            5,
            Missing.BREACHING);

    /** What a period without data means. */
    public enum Missing {
        BREACHING("breaching"),
        NOT_BREACHING("notBreaching");

        private final String cloudWatchName;

        Missing(String cloudWatchName) {
            this.cloudWatchName = cloudWatchName;
        }

        public String cloudWatchName() {
            return cloudWatchName;
        }
    }

    /** On which side of the threshold the trouble is. */
    public enum Comparison {
        ABOVE("GreaterThanThreshold"),
        BELOW("LessThanThreshold");

        private final String cloudWatchName;

        Comparison(String cloudWatchName) {
            this.cloudWatchName = cloudWatchName;
        }

        public String cloudWatchName() {
            return cloudWatchName;
        }
    }

    private final String description;
    private final MetricSource metric;
    private final DrawnStatistic statistic;
    private final Comparison comparison;
    private final double threshold;
    private final int minutes;
    private final Missing missing;

    FleetAlarm(
            String description,
            MetricSource metric,
            DrawnStatistic statistic,
            Comparison comparison,
            double threshold,
            int minutes,
            Missing missing) {
        this.description = description;
        this.metric = metric;
        this.statistic = statistic;
        this.comparison = comparison;
        this.threshold = threshold;
        this.minutes = minutes;
        this.missing = missing;
    }

    public String description() {
        return description;
    }

    public MetricSource metric() {
        return metric;
    }

    public DrawnStatistic statistic() {
        return statistic;
    }

    public Comparison comparison() {
        return comparison;
    }

    public double threshold() {
        return threshold;
    }

    /** For so many minutes one after the other. */
    public int minutes() {
        return minutes;
    }

    public Missing missing() {
        return missing;
    }
}
