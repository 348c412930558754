package dev.sluice.dashboard.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import dev.sluice.dashboard.panel.DrawnStatistic;
import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;
import dev.sluice.localaws.cloudwatch.api.MetricStat;
import dev.sluice.localaws.cloudwatch.api.metric.GetMetricData;
import dev.sluice.localaws.cloudwatch.api.metric.ListMetrics;
import dev.sluice.localaws.cloudwatch.api.metric.MetricDataResult;
import dev.sluice.localaws.cloudwatch.math.DataQueries;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;
import dev.sluice.localaws.cloudwatch.metrics.Metrics;

/** Asks CloudWatch as any client would: ListMetrics for what there is, GetMetricData for its values. */
public final class MetricReader {

    /** GetMetricData takes 500 queries, of which one is the expression. */
    private static final int MOST = 499;

    private final Metrics metrics;
    private final DataQueries queries;

    public MetricReader(Metrics metrics, DataQueries queries) {
        this.metrics = metrics;
        this.queries = queries;
    }

    /** All metrics of a namespace that have data. */
    public List<MetricId> list(String namespace) {
        List<MetricId> found = new ArrayList<>();
        String token = null;
        do {
            ListMetrics.Answer page = metrics.list(new ListMetrics(namespace, null, null, token, null));
            page.metrics().stream().map(MetricId::of).forEach(found::add);
            token = page.nextToken();
        } while (token != null);
        return found;
    }

    /**
     * What a statistic is of several metrics together, as the CloudWatch dashboard computes it too.
     *
     * @return by the first second of each period that has data
     */
    public NavigableMap<Long, Double> read(List<MetricId> several, DrawnStatistic statistic, Window window) {
        String expression = statistic.drawn(statistic.together("METRICS()"), window.period());
        return read(several, statistic.cloudWatchName(), expression, window);
    }

    /** How many samples there are of any of these metrics, by period. */
    public NavigableMap<Long, Double> samples(List<MetricId> several, Window window) {
        return read(several, "SampleCount", "SUM(METRICS())", window);
    }

    private NavigableMap<Long, Double> read(
            List<MetricId> several, String statistic, String expression, Window window) {
        if (several.isEmpty()) {
            return new TreeMap<>();
        }
        List<MetricDataQuery> asked = new ArrayList<>();
        for (MetricId metric : several.subList(0, Math.min(several.size(), MOST))) {
            MetricStat stat = new MetricStat(metric.toMetric(), window.period(), statistic, null);
            asked.add(new MetricDataQuery("m" + asked.size(), stat, null, null, false, null));
        }
        asked.add(new MetricDataQuery("drawn", null, expression, null, true, null));
        MetricDataResult result = queries.get(new GetMetricData(
                        asked,
                        Instant.ofEpochSecond(window.from()),
                        Instant.ofEpochSecond(window.to()),
                        null,
                        null,
                        null))
                .metricDataResults()
                .getFirst();
        NavigableMap<Long, Double> values = new TreeMap<>();
        for (int i = 0; i < result.timestamps().size(); i++) {
            values.put(
                    result.timestamps().get(i).getEpochSecond(), result.values().get(i));
        }
        return values;
    }
}
