package dev.sluice.runtime.cloudwatch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jboss.logging.Logger;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Says in the log what is lost because CloudWatch refuses it: of each metric once, since it may come with each step. */
final class RefusedData {

    private static final Logger LOG = Logger.getLogger(RefusedData.class);

    /** The names of the metrics that were told; there are no more than meters. */
    private final Set<String> told = new HashSet<>();

    /** These data are dropped. */
    void dropped(List<MetricDatum> data, Throwable refusal) {
        data.forEach(datum -> dropped(datum, refusal));
    }

    private void dropped(MetricDatum datum, Throwable refusal) {
        Logger.Level level = told.add(datum.metricName()) ? Logger.Level.WARN : Logger.Level.DEBUG;
        LOG.logf(
                level,
                "CloudWatch rejects data of metric %s: %s; dropping it",
                datum.metricName(),
                Refusal.describe(refusal));
    }
}
