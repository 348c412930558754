package dev.sluice.runtime.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.runtime.meters.MeterDefinition;

/**
 * Turns meters into data of CloudWatch: one datum, and so one metric, for each meter. A meter that fails, or has a value
 * that CloudWatch does not take, has none, and the others are not concerned.
 */
final class Datums {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Dimension environment;
    private final int storageResolution;

    /**
     * @param environment the value of the dimension of that name
     * @param storageResolution seconds: 60, or 1 for high-resolution metrics
     */
    Datums(String environment, int storageResolution) {
        this.environment =
                Dimension.builder().name("environment").value(environment).build();
        this.storageResolution = storageResolution;
    }

    /** Takes what the meters have counted since the last call; those without a value have no datum. */
    List<MetricDatum> take(List<Meter> meters, Instant now) {
        List<MetricDatum> data = new ArrayList<>(meters.size());
        for (Meter meter : meters) {
            FailSafe.call(() -> take(meter), Optional.<MetricDatum.Builder>empty())
                    .map(datum -> datum.metricName(meter.getId().getName().substring(MeterDefinition.PREFIX.length()))
                            .dimensions(dimensions(meter))
                            .timestamp(now)
                            .storageResolution(storageResolution)
                            .build())
                    .ifPresent(data::add);
        }
        return data;
    }

    private static Optional<MetricDatum.Builder> take(Meter meter) {
        return switch (meter) {
            case TakenCounter counter -> value(counter.take(), StandardUnit.COUNT);
            case SampledTimer timer -> samples(timer.samples().take(), NANOS_PER_SECOND, StandardUnit.SECONDS);
            case SampledDistribution distribution ->
                samples(distribution.samples().take(), 1, StandardUnit.COUNT);
            case Gauge gauge -> value(gauge.value(), StandardUnit.NONE);
            default -> Optional.empty();
        };
    }

    private static Optional<MetricDatum.Builder> value(double value, StandardUnit unit) {
        OptionalDouble number = CloudWatchNumbers.of(value);
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(MetricDatum.builder().value(number.getAsDouble()).unit(unit));
    }

    private static Optional<MetricDatum.Builder> samples(Samples.Taken taken, double divisor, StandardUnit unit) {
        return taken.values().isEmpty()
                ? Optional.empty()
                : Optional.of(MetricDatum.builder()
                        .values(taken.values().stream()
                                .map(value -> value / divisor)
                                .toList())
                        .counts(taken.counts())
                        .unit(unit));
    }

    private List<Dimension> dimensions(Meter meter) {
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(environment);
        meter.getId()
                .getTags()
                .forEach(tag -> dimensions.add(Dimension.builder()
                        .name(tag.getKey())
                        .value(tag.getValue())
                        .build()));
        return dimensions;
    }
}
