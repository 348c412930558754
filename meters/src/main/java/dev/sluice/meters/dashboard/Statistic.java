package dev.sluice.meters.dashboard;

/** What a line shows of a period, by CloudWatch's names. */
public enum Statistic {
    /** The sum of a period, as a rate per second. */
    PER_SECOND("Sum"),
    SUM("Sum"),
    AVERAGE("Average"),
    MAXIMUM("Maximum"),
    P50("p50"),
    P95("p95"),
    P99("p99");

    private final String cloudWatchName;

    Statistic(String cloudWatchName) {
        this.cloudWatchName = cloudWatchName;
    }

    public String cloudWatchName() {
        return cloudWatchName;
    }
}
