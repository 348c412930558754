package dev.sluice.localaws.cloudwatch.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.metric.MetricDatum;
import dev.sluice.localaws.cloudwatch.api.metric.PutMetricData;
import dev.sluice.localaws.cloudwatch.api.metric.StatisticSet;

/** CloudWatch's rules for what is written. A request is taken whole or, if one datum breaks a rule, not at all. */
final class DatumRules {

    private static final int MAX_DATUMS = 1_000;
    private static final int MAX_VALUES = 150;
    private static final double MAX_VALUE = Math.pow(2, 360);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration FARTHEST_AHEAD = Duration.ofHours(2);

    private DatumRules() {}

    /** @throws Rejection that names the rule and the parameter */
    static void require(PutMetricData request, Instant now) {
        Names.requireNamespace(request.namespace(), "Namespace");
        if (request.namespace().startsWith("AWS/")) {
            throw Names.invalid(request.namespace(), "Namespace");
        }
        List<MetricDatum> datums = request.metricData();
        if (datums.isEmpty()) {
            throw Rejection.missing("MetricData");
        }
        if (datums.size() > MAX_DATUMS) {
            throw tooMany("MetricData", MAX_DATUMS);
        }
        for (int i = 0; i < datums.size(); i++) {
            require(datums.get(i), "MetricData.member." + (i + 1), now);
        }
    }

    private static void require(MetricDatum datum, String parameter, Instant now) {
        Names.requireMetricName(datum.metricName(), parameter + ".MetricName");
        Names.requireDimensions(datum.dimensions(), parameter + ".Dimensions");
        Names.requireUnit(datum.unit(), parameter + ".Unit");
        Integer resolution = datum.storageResolution();
        if (resolution != null && resolution != 1 && resolution != 60) {
            throw Names.invalid(resolution, parameter + ".StorageResolution");
        }
        requireTime(datum.timestamp(), parameter + ".Timestamp", now);
        requireOneForm(datum, parameter);
        if (datum.value() != null) {
            requireValue(datum.value(), parameter + ".Value");
        } else if (datum.statisticValues() != null) {
            requireStatistics(datum.statisticValues(), parameter + ".StatisticValues");
        } else {
            requireValues(datum, parameter);
        }
    }

    private static void requireTime(Instant time, String parameter, Instant now) {
        if (time != null && time.isBefore(now.minus(OLDEST))) {
            throw Rejection.invalidValue(
                    "The parameter " + parameter + " must specify a time within the past two weeks.");
        }
        if (time != null && time.isAfter(now.plus(FARTHEST_AHEAD))) {
            throw Rejection.invalidValue(
                    "The parameter " + parameter + " must specify a time no more than two hours in the future.");
        }
    }

    private static void requireOneForm(MetricDatum datum, String parameter) {
        boolean hasValues = !datum.values().isEmpty() || !datum.counts().isEmpty();
        long forms = Stream.of(datum.value() != null, datum.statisticValues() != null, hasValues)
                .filter(Boolean::booleanValue)
                .count();
        if (forms == 0) {
            throw Rejection.missing(parameter + ".Value");
        }
        if (forms > 1) {
            throw Rejection.invalidCombination("The parameters " + parameter + ".Value, " + parameter
                    + ".StatisticValues and " + parameter + ".Values are mutually exclusive and you have specified"
                    + " more than one.");
        }
    }

    private static void requireValues(MetricDatum datum, String parameter) {
        if (datum.values().size() > MAX_VALUES) {
            throw tooMany(parameter + ".Values", MAX_VALUES);
        }
        if (!datum.counts().isEmpty() && datum.counts().size() != datum.values().size()
                || datum.values().isEmpty()) {
            throw Rejection.invalidValue(
                    "The collections " + parameter + ".Values and " + parameter + ".Counts must be of the same size.");
        }
        datum.values().forEach(value -> requireValue(value, parameter + ".Values"));
        datum.counts().forEach(count -> requireCount(count, parameter + ".Counts"));
    }

    private static void requireStatistics(StatisticSet set, String parameter) {
        requireValue(set.sum(), parameter + ".Sum");
        requireValue(set.minimum(), parameter + ".Minimum");
        requireValue(set.maximum(), parameter + ".Maximum");
        requireCount(set.sampleCount(), parameter + ".SampleCount");
        if (set.minimum() > set.maximum()) {
            throw Rejection.invalidValue(
                    "The parameter " + parameter + ".Minimum must not be greater than " + parameter + ".Maximum.");
        }
    }

    private static void requireValue(Double value, String parameter) {
        if (value == null) {
            throw Rejection.missing(parameter);
        }
        if (!(Math.abs(value) <= MAX_VALUE)) {
            throw Names.invalid(value, parameter);
        }
    }

    private static void requireCount(Double count, String parameter) {
        requireValue(count, parameter);
        if (count <= 0) {
            throw Names.invalid(count, parameter);
        }
    }

    private static Rejection tooMany(String parameter, int most) {
        return Rejection.invalidValue(
                "The collection " + parameter + " must not have a size greater than " + most + ".");
    }
}
