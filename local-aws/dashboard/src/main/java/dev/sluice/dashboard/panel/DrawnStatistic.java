package dev.sluice.dashboard.panel;

/** What a line shows of a period, by CloudWatch's names. */
public enum DrawnStatistic {
    /** The sum of a period, as a rate per second. */
    PER_SECOND("Sum"),
    SUM("Sum"),
    AVERAGE("Average"),
    MAXIMUM("Maximum"),
    P50("p50"),
    P95("p95"),
    P99("p99");

    private final String cloudWatchName;

    DrawnStatistic(String cloudWatchName) {
        this.cloudWatchName = cloudWatchName;
    }

    public String cloudWatchName() {
        return cloudWatchName;
    }

    /**
     * The metric math that makes one series of several.
     *
     * @param several an expression for these, such as {@code METRICS()}
     */
    public String together(String several) {
        return switch (this) {
            case PER_SECOND, SUM -> "SUM(" + several + ")";
            case AVERAGE -> "AVG(" + several + ")";
            case MAXIMUM, P50, P95, P99 -> "MAX(" + several + ")";
        };
    }

    /**
     * The metric math that makes what is drawn of what CloudWatch has of each period.
     *
     * @param period seconds
     */
    public String drawn(String expression, int period) {
        return this == PER_SECOND ? expression + "/" + period : expression;
    }
}
