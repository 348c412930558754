package dev.sluice.acceptance.storm;

import java.time.Duration;
import java.util.Map;

import dev.sluice.acceptance.Table;

/**
 * What a storm costs.
 *
 * @param deliveries jobs that were tried, and failed
 * @param requests what reached SQS, by operation
 * @param logLines what the worker wrote
 */
record StormFigures(Duration length, long deliveries, Map<String, Long> requests, int logLines) {

    /** What a worker writes about itself when it starts, and about its queues. */
    private static final int OTHER_LINES = 100;

    double requestsPerDelivery() {
        return requests.values().stream().mapToLong(Long::longValue).sum() / (double) deliveries;
    }

    /** The lines about jobs, one more in each second about those that were left out, and a few others. */
    long logLineBound(int perSecond) {
        return (length.toSeconds() + 1) * (perSecond + 1) + OTHER_LINES;
    }

    Table table(int linesPerSecond) {
        Table table = new Table("Every job fails for " + length.toSeconds() + " s")
                .row("deliveries", deliveries)
                .row("deliveries per second", deliveries * 1e3 / length.toMillis())
                .row("requests per delivery", requestsPerDelivery());
        requests.forEach((operation, count) -> table.row("  " + operation, count / (double) deliveries));
        return table.row("log lines", logLines).row("  at most", logLineBound(linesPerSecond));
    }
}
