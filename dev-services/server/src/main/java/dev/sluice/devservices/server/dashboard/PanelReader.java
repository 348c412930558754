package dev.sluice.devservices.server.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.devservices.server.cloudwatch.metrics.MetricId;
import dev.sluice.devservices.server.dashboard.DrawnPanel.DrawnLine;
import dev.sluice.meters.dashboard.Line;
import dev.sluice.meters.dashboard.Metric;
import dev.sluice.meters.dashboard.Metric.QueueKind;
import dev.sluice.meters.dashboard.Panel;
import dev.sluice.meters.dashboard.Statistic;

/** Makes of the table of panels what there is to draw of each. */
final class PanelReader {

    static final String OWN = "Sluice";
    private static final String SQS = "AWS/SQS";

    /** AWS publishes the metrics of a queue once a minute. */
    private static final int SQS_PERIOD = 60;

    private final MetricReader reader;

    PanelReader(MetricReader reader) {
        this.reader = reader;
    }

    /** @param deadLetterQueues the names of those queues that are such */
    List<DrawnPanel> read(Window window, Set<String> deadLetterQueues) {
        var own = reader.list(OWN);
        var queues = reader.list(SQS);
        return Stream.of(Panel.values())
                .map(panel -> new DrawnPanel(
                        panel.name(),
                        panel.title(),
                        panel.unit().name(),
                        panel.lines().stream().map(Line::label).distinct().toList(),
                        panel.lines().stream()
                                .flatMap(line -> switch (line.metric()) {
                                    case Metric.Own metric -> lines(line, matching(metric, own), window);
                                    case Metric.Sqs metric ->
                                        lines(line, matching(metric, queues, deadLetterQueues), window);
                                })
                                .toList()))
                .toList();
    }

    private Stream<DrawnLine> lines(Line line, List<MetricId> metrics, Window window) {
        if (!line.each()) {
            return Stream.of(new DrawnLine(line.label(), null, false, values(line, metrics, window)));
        }
        boolean held = line.metric() instanceof Metric.Sqs;
        String dimension = line.metric().dimensions().getLast();
        Map<String, List<MetricId>> byValue = metrics.stream()
                .collect(Collectors.groupingBy(
                        metric -> metric.dimensions().get(dimension), TreeMap::new, Collectors.toList()));
        return byValue.entrySet().stream()
                .map(one -> new DrawnLine(line.label(), one.getKey(), held, values(line, one.getValue(), window)));
    }

    private List<Double> values(Line line, List<MetricId> metrics, Window window) {
        Window read = line.metric() instanceof Metric.Sqs ? window.inPeriodsOfAtLeast(SQS_PERIOD) : window;
        NavigableMap<Long, Double> found = reader.read(metrics, line.statistic(), read);
        List<Double> values = new ArrayList<>();
        for (long time : window.times()) {
            boolean unfinished = line.statistic() == Statistic.PER_SECOND && window.goesOn(time);
            // A value holds for the whole of its period.
            values.add(unfinished ? null : found.get(Math.floorDiv(time, read.period()) * read.period()));
        }
        return values;
    }

    /** Those with exactly the meter's dimensions, of whatever environment. */
    static List<MetricId> matching(Metric.Own wanted, List<MetricId> metrics) {
        Set<String> dimensions = Set.copyOf(wanted.dimensions());
        return metrics.stream()
                .filter(metric -> metric.name().equals(wanted.name()))
                .filter(metric -> metric.dimensions().keySet().equals(dimensions))
                .toList();
    }

    private static List<MetricId> matching(Metric.Sqs wanted, List<MetricId> metrics, Set<String> deadLetterQueues) {
        boolean deadLetters = wanted.queues() == QueueKind.DEAD_LETTERS;
        return metrics.stream()
                .filter(metric -> metric.name().equals(wanted.name()))
                .filter(metric -> deadLetterQueues.contains(
                                metric.dimensions().get(wanted.dimensions().getLast()))
                        == deadLetters)
                .toList();
    }
}
