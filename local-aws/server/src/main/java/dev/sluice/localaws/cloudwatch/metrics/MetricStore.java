package dev.sluice.localaws.cloudwatch.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * All data in memory, within bounds: what is older than three hours goes, and before a bound would be passed, what is
 * oldest goes, however young. It may be used by several threads.
 */
public final class MetricStore {

    /** For so long CloudWatch keeps what is finer than a minute. */
    public static final Duration RETENTION = Duration.ofHours(3);

    private static final Bounds DEFAULT_BOUNDS = new Bounds(10_000, 4_000_000);

    private final InstantSource clock;
    private final Bounds bounds;

    /** The one that was written to last is the last. */
    private final LinkedHashMap<MetricId, Series> metrics = new LinkedHashMap<>();

    private long weight;
    private long forgottenBefore;

    public MetricStore(InstantSource clock) {
        this(clock, DEFAULT_BOUNDS);
    }

    MetricStore(InstantSource clock, Bounds bounds) {
        this.clock = clock;
        this.bounds = bounds;
    }

    /**
     * How much is kept.
     *
     * @param metrics different ones
     * @param weight all numbers in them, in units of 8 bytes
     */
    record Bounds(int metrics, long weight) {}

    /**
     * Adds samples to what a metric has at that time.
     *
     * @param resolution 1 or 60: the seconds that are put together
     */
    void add(MetricId metric, String unit, long epochSecond, int resolution, Consumer<Distribution> samples) {
        long second = Math.floorDiv(epochSecond, resolution) * resolution;
        write(metric, second, (series, time) -> series.change(unit, time, samples));
    }

    /** Makes a value the only sample of its minute: for a metric of AWS's, which is measured once a minute. */
    public synchronized void replace(MetricId metric, String unit, double value) {
        long minute = Math.floorDiv(now(), 60) * 60;
        write(metric, minute, (series, time) -> series.replace(unit, time, Distribution.of(value, 1)));
    }

    /** Those that have data, in order. */
    public synchronized List<MetricId> metrics() {
        forget();
        return metrics.keySet().stream().sorted(MetricId.ORDER).toList();
    }

    /**
     * What a metric has, by period.
     *
     * @param unit only this one, or {@code null} for all together
     * @return by the first second of each period that has data
     */
    public synchronized NavigableMap<Long, Double> read(
            MetricId metric, String unit, Statistic statistic, Periods periods) {
        NavigableMap<Long, Distribution> together = new TreeMap<>();
        distributions(metric, periods).forEach((itsUnit, byPeriod) -> {
            if (unit == null || unit.equals(itsUnit)) {
                byPeriod.forEach((period, samples) -> together.computeIfAbsent(period, p -> new Distribution())
                        .add(samples));
            }
        });
        NavigableMap<Long, Double> values = new TreeMap<>();
        together.forEach((period, samples) -> statistic.of(samples).ifPresent(value -> values.put(period, value)));
        return values;
    }

    /** What a metric has, by unit and period. */
    synchronized Map<String, NavigableMap<Long, Distribution>> distributions(MetricId metric, Periods periods) {
        forget();
        Map<String, NavigableMap<Long, Distribution>> found = new TreeMap<>();
        Series series = metrics.get(metric);
        if (series != null) {
            series.between(periods.from(), periods.to()).forEach((unit, byTime) -> {
                NavigableMap<Long, Distribution> byPeriod = new TreeMap<>();
                byTime.forEach((second, samples) -> byPeriod.computeIfAbsent(
                                periods.containing(second), p -> new Distribution())
                        .add(samples));
                found.put(unit, byPeriod);
            });
        }
        return found;
    }

    /** What all of it costs in memory, in units of 8 bytes. */
    synchronized long weight() {
        return weight;
    }

    private synchronized void write(MetricId metric, long second, BiFunction<Series, Long, Long> change) {
        forget();
        if (second < forgottenBefore) {
            return;
        }
        Series series = metrics.remove(metric);
        if (series == null) {
            series = new Series();
        }
        metrics.putLast(metric, series);
        weight += change.apply(series, second);
        if (metrics.size() > bounds.metrics()) {
            weight -= metrics.pollFirstEntry().getValue().weight();
        }
        while (weight > bounds.weight()) {
            forgetBefore(60 + Math.floorDiv(first(), 60) * 60);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** At most once a minute, since all metrics are looked at. */
    private void forget() {
        long oldest = Math.floorDiv(now() - RETENTION.toSeconds(), 60) * 60;
        if (oldest > forgottenBefore) {
            forgottenBefore = oldest;
            forgetBefore(oldest);
        }
    }

    private void forgetBefore(long second) {
        metrics.values().removeIf(series -> {
            weight -= series.forgetBefore(second);
            return series.isEmpty();
        });
    }

    private long first() {
        return metrics.values().stream().mapToLong(Series::first).min().orElse(Long.MAX_VALUE / 2);
    }
}
