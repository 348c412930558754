package dev.sluice.dashboard.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.dashboard.chart.DrawnPanel.DrawnLine;
import dev.sluice.dashboard.panel.DrawnStatistic;
import dev.sluice.dashboard.panel.Line;
import dev.sluice.dashboard.panel.MetricSource;
import dev.sluice.dashboard.panel.MetricSource.QueueKind;
import dev.sluice.dashboard.panel.Panel;
import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;

/** Makes of the table of panels what there is to draw of each. */
public final class PanelReader {

    public static final String OWN = "Sluice";

    private static final String RETRYING = "to be retried";

    private final MetricReader reader;
    private final DepthHistory depths;

    public PanelReader(MetricReader reader, DepthHistory depths) {
        this.reader = reader;
        this.depths = depths;
    }

    public List<DrawnPanel> read(Window window) {
        var own = reader.list(OWN);
        return Stream.of(Panel.values())
                .map(panel -> {
                    List<DrawnLine> lines = panel.lines().stream()
                            .flatMap(line -> switch (line.metric()) {
                                case MetricSource.Own metric -> lines(line, matching(metric, own), window);
                                case MetricSource.Sqs metric -> lines(line, metric, window);
                            })
                            .toList();
                    return new DrawnPanel(
                            panel.name(), panel.title(), panel.unit().name(), labels(panel, lines), lines);
                })
                .toList();
    }

    private static List<String> labels(Panel panel, List<DrawnLine> lines) {
        return Stream.concat(
                        panel.lines().stream().map(Line::label), lines.stream().map(DrawnLine::label))
                .distinct()
                .toList();
    }

    private Stream<DrawnLine> lines(Line line, MetricSource.Sqs metric, Window window) {
        if (metric.queues() == QueueKind.DEAD_LETTERS) {
            return depths.lines(line.label(), QueueDepth::deadLetterQueue, QueueDepth::dead, window).stream();
        }
        return switch (metric.metric()) {
            case VISIBLE -> depths.lines(line.label(), QueueDepth::name, QueueDepth::visible, window).stream();
            // What SQS counts as in flight is two things here.
            case IN_FLIGHT ->
                Stream.concat(
                        depths.lines(line.label(), QueueDepth::name, QueueDepth::inFlight, window).stream(),
                        depths.lines(RETRYING, QueueDepth::name, QueueDepth::retrying, window).stream());
        };
    }

    private Stream<DrawnLine> lines(Line line, List<MetricId> metrics, Window window) {
        if (!line.each()) {
            return Stream.of(new DrawnLine(line.label(), null, values(line, metrics, window)));
        }
        String dimension = line.metric().dimensions().getLast();
        Map<String, List<MetricId>> byValue = metrics.stream()
                .collect(Collectors.groupingBy(
                        metric -> metric.dimensions().get(dimension), TreeMap::new, Collectors.toList()));
        return byValue.entrySet().stream()
                .map(one -> new DrawnLine(line.label(), one.getKey(), values(line, one.getValue(), window)));
    }

    private List<Double> values(Line line, List<MetricId> metrics, Window window) {
        NavigableMap<Long, Double> found = reader.read(metrics, line.statistic(), window);
        List<Double> values = new ArrayList<>();
        for (long time : window.times()) {
            boolean unfinished = line.statistic() == DrawnStatistic.PER_SECOND && window.goesOn(time);
            values.add(unfinished ? null : found.get(time));
        }
        return values;
    }

    /** Those with exactly the meter's dimensions, of whatever environment. */
    public static List<MetricId> matching(MetricSource.Own wanted, List<MetricId> metrics) {
        Set<String> dimensions = Set.copyOf(wanted.dimensions());
        return metrics.stream()
                .filter(metric -> metric.name().equals(wanted.name()))
                .filter(metric -> metric.dimensions().keySet().equals(dimensions))
                .toList();
    }
}
