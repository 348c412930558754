package dev.sluice.dashboard.fleet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.dashboard.chart.MetricReader;
import dev.sluice.dashboard.chart.PanelReader;
import dev.sluice.dashboard.chart.Window;
import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.DrawnStatistic;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;

/** Adds up what became of the jobs of a stretch of time. */
public final class Totals {

    private static final String TYPE = "type";

    /** Jobs that a handler has rejected, and those whose last try has failed. */
    private static final Set<String> GIVEN_UP =
            Set.of(SluiceMeter.REJECTED.metricName(), SluiceMeter.FAILED.metricName());

    private final MetricReader reader;

    public Totals(MetricReader reader) {
        this.reader = reader;
    }

    /**
     * What became of the jobs of one type.
     *
     * @param retried tries after which a job was to be tried again; a job may have several
     * @param failed jobs that were given up
     */
    public record OfType(String type, long accepted, long done, long retried, long failed) {}

    /** By type, each that any service has told of in that time. */
    public List<OfType> read(Window window) {
        List<MetricId> metrics = reader.list(PanelReader.OWN);
        var accepted = sums(Set.of(SluiceMeter.ACCEPTED.metricName()), metrics, window);
        var done = sums(Set.of(SluiceMeter.COMPLETED.metricName()), metrics, window);
        var retried = sums(Set.of(SluiceMeter.RETRIED.metricName()), metrics, window);
        var failed = sums(GIVEN_UP, metrics, window);
        return Stream.of(accepted, done, retried, failed)
                .flatMap(sums -> sums.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(type -> new OfType(
                        type,
                        accepted.getOrDefault(type, 0L),
                        done.getOrDefault(type, 0L),
                        retried.getOrDefault(type, 0L),
                        failed.getOrDefault(type, 0L)))
                .filter(one -> one.accepted() + one.done() + one.retried() + one.failed() > 0)
                .toList();
    }

    private Map<String, Long> sums(Set<String> names, List<MetricId> metrics, Window window) {
        return metrics.stream()
                .filter(metric -> names.contains(metric.name()))
                .filter(metric -> metric.dimensions().containsKey(TYPE))
                .collect(Collectors.groupingBy(metric -> metric.dimensions().get(TYPE)))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> Math.round(reader.read(one.getValue(), DrawnStatistic.SUM, window).values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())));
    }
}
