package dev.sluice.dashboard.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.dashboard.chart.MetricReader;
import dev.sluice.dashboard.chart.PanelReader;
import dev.sluice.dashboard.chart.Window;
import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.DrawnStatistic;
import dev.sluice.dashboard.panel.MetricSource;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;

/** Reads what the fleet did in the last minute. */
public final class FleetReader {

    private static final int PERIOD = 10;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MetricReader reader;

    public FleetReader(MetricReader reader) {
        this.reader = reader;
    }

    public Fleet read(Instant now) {
        return new Reading(now).fleet();
    }

    /** All of one moment. */
    private final class Reading {

        private final Instant now;
        private final List<MetricId> metrics = reader.list(PanelReader.OWN);

        /** The minute that is over, and the period that goes on. */
        private final Window window;

        Reading(Instant now) {
            this.now = now;
            this.window = Window.until(now, MINUTE.plusSeconds(PERIOD), PERIOD);
        }

        Fleet fleet() {
            Optional<Map.Entry<String, Double>> oldest = greatest(SluiceMeter.BACKLOG_AGE, DrawnStatistic.MAXIMUM);
            Optional<Map.Entry<String, Double>> slowest = greatest(SluiceMeter.HANDLER_TIME, DrawnStatistic.P95);
            return new Fleet(
                    silence(),
                    workerSilence(),
                    rate(SluiceMeter.ACCEPTED),
                    rate(SluiceMeter.COMPLETED),
                    rate(SluiceMeter.RETRIED),
                    lately(SluiceMeter.RECEIVED),
                    drained(),
                    sum(SluiceMeter.LEASES_LOST),
                    oldest.map(Map.Entry::getKey).orElse(null),
                    oldest.map(Map.Entry::getValue).orElse(Double.NaN),
                    greatest(SluiceMeter.WAIT_TIME, DrawnStatistic.P95)
                            .map(Map.Entry::getValue)
                            .orElse(Double.NaN),
                    slowest.map(Map.Entry::getKey).orElse(null),
                    slowest.map(Map.Entry::getValue).orElse(Double.NaN),
                    average(SluiceMeter.UTILISATION));
        }

        private Optional<Duration> silence() {
            return newest(window)
                    .or(() -> newest(Window.until(now, MetricStore.RETENTION, 60)))
                    .map(end -> Duration.ofSeconds(Math.max(0, now.getEpochSecond() - end)));
        }

        private Set<String> drained() {
            String dimension = SluiceMeter.BACKLOG_AGE.dimensions().getLast().key();
            return metrics(SluiceMeter.BACKLOG_AGE).stream()
                    .map(metric -> metric.dimensions().get(dimension))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** To the second: whether a worker is there is to be known within seconds. */
        private Optional<Duration> workerSilence() {
            NavigableMap<Long, Double> samples =
                    reader.samples(metrics(SluiceMeter.CAPACITY), Window.until(now, MINUTE, 1));
            return samples.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(Math.max(0, now.getEpochSecond() - samples.lastKey())));
        }

        /** The end of the last period with samples. */
        private Optional<Long> newest(Window in) {
            NavigableMap<Long, Double> samples = reader.samples(metrics, in);
            return samples.isEmpty() ? Optional.empty() : Optional.of(samples.lastKey() + in.period());
        }

        /** Of the minute that is over. */
        private double rate(SluiceMeter meter) {
            return read(meter, DrawnStatistic.SUM).entrySet().stream()
                            .filter(period -> !window.goesOn(period.getKey()))
                            .mapToDouble(Map.Entry::getValue)
                            .sum()
                    / MINUTE.toSeconds();
        }

        private double sum(SluiceMeter meter) {
            return read(meter, DrawnStatistic.SUM).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }

        /** The period that goes on and the one before. */
        private double lately(SluiceMeter meter) {
            return read(meter, DrawnStatistic.SUM).tailMap(window.to() - 2L * PERIOD).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }

        private double average(SluiceMeter meter) {
            return read(meter, DrawnStatistic.AVERAGE).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }

        /** The value of the meter's dimension with the greatest latest value. */
        private Optional<Map.Entry<String, Double>> greatest(SluiceMeter meter, DrawnStatistic statistic) {
            String dimension = meter.dimensions().getLast().key();
            return metrics(meter).stream()
                    .collect(Collectors.groupingBy(metric -> metric.dimensions().get(dimension)))
                    .entrySet()
                    .stream()
                    .map(one -> Map.entry(one.getKey(), reader.read(one.getValue(), statistic, window)))
                    .filter(one -> !one.getValue().isEmpty())
                    .map(one ->
                            Map.entry(one.getKey(), one.getValue().lastEntry().getValue()))
                    .max(Comparator.comparing(Map.Entry::getValue));
        }

        private NavigableMap<Long, Double> read(SluiceMeter meter, DrawnStatistic statistic) {
            return reader.read(metrics(meter), statistic, window);
        }

        private List<MetricId> metrics(SluiceMeter meter) {
            return PanelReader.matching(new MetricSource.Own(meter), metrics);
        }
    }
}
