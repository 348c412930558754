package dev.sluice.localaws.cloudwatch.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.metric.Datapoint;
import dev.sluice.localaws.cloudwatch.api.metric.GetMetricStatistics;

/** The operation that reads statistics of one metric. */
public final class Statistics {

    /** CloudWatch's own. */
    private static final int MAX_DATAPOINTS = 1_440;

    private final MetricStore store;

    public Statistics(MetricStore store) {
        this.store = store;
    }

    /** Reads one datapoint for each period and unit. */
    public GetMetricStatistics.Answer get(GetMetricStatistics request) {
        require(request);
        request.statistics().forEach(Statistic::simple);
        Map<String, Statistic> percentiles = new TreeMap<>();
        request.extendedStatistics().forEach(name -> percentiles.put(name, Statistic.percentile(name)));

        MetricId metric = MetricId.of(request.namespace(), request.metricName(), request.dimensions());
        List<Datapoint> datapoints = new ArrayList<>();
        store.distributions(metric, periods(request)).forEach((unit, byPeriod) -> {
            if (request.unit() == null || request.unit().equals(unit)) {
                byPeriod.forEach((start, samples) ->
                        datapoints.add(datapoint(start, unit, samples, request.statistics(), percentiles)));
            }
        });
        datapoints.sort(Comparator.comparing(Datapoint::timestamp));
        return new GetMetricStatistics.Answer(request.metricName(), datapoints);
    }

    /** They start where the request says, to the minute, as CloudWatch has it. */
    private static Periods periods(GetMetricStatistics request) {
        int grain = Math.min(request.period(), 60);
        long from = Math.floorDiv(request.startTime().getEpochSecond(), grain) * grain;
        Instant end = request.endTime();
        // A second that has begun counts.
        long to = end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0);
        Periods periods = new Periods(from, to, request.period());
        if (periods.count() > MAX_DATAPOINTS) {
            throw Rejection.invalidCombination("You have requested up to " + periods.count()
                    + " datapoints, which exceeds the limit of " + MAX_DATAPOINTS
                    + ". You may reduce the datapoints requested by increasing Period, or decreasing the time range.");
        }
        return periods;
    }

    private static Datapoint datapoint(
            long start, String unit, Distribution samples, List<String> simple, Map<String, Statistic> percentiles) {
        Map<String, Double> extended = new TreeMap<>();
        percentiles.forEach((name, percentile) -> percentile.of(samples).ifPresent(value -> extended.put(name, value)));
        return new Datapoint(
                Instant.ofEpochSecond(start),
                value("SampleCount", simple, samples),
                value("Average", simple, samples),
                value("Sum", simple, samples),
                value("Minimum", simple, samples),
                value("Maximum", simple, samples),
                unit,
                percentiles.isEmpty() ? null : extended);
    }

    private static Double value(String name, List<String> wanted, Distribution samples) {
        return wanted.contains(name)
                ? (Double) Statistic.simple(name).of(samples).getAsDouble()
                : null;
    }

    private static void require(GetMetricStatistics request) {
        Names.requireNamespace(request.namespace(), "Namespace");
        Names.requireMetricName(request.metricName(), "MetricName");
        Names.requireDimensions(request.dimensions(), "Dimensions");
        Names.requireUnit(request.unit(), "Unit");
        if (request.startTime() == null) {
            throw Rejection.missing("StartTime");
        }
        if (request.endTime() == null) {
            throw Rejection.missing("EndTime");
        }
        if (request.period() == null) {
            throw Rejection.missing("Period");
        }
        if (!Periods.isLength(request.period())) {
            throw Names.invalid(request.period(), "Period");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw Rejection.invalidValue("The parameter StartTime must be less than the parameter EndTime.");
        }
        if (request.statistics().isEmpty() == request.extendedStatistics().isEmpty()) {
            throw Rejection.invalidCombination("Must specify either Statistics or ExtendedStatistics, and not both.");
        }
    }
}
