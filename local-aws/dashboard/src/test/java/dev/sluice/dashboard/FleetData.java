package dev.sluice.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

/** Writes what services would, with the SDK and in their form, as of one moment. */
final class FleetData implements AutoCloseable {

    private final CloudWatchClient client;
    private final List<MetricDatum> datums = new ArrayList<>();

    FleetData(LocalCloudWatch cloudWatch) {
        this.client = Clients.of(cloudWatch);
    }

    /** The client that writes, for whoever wants to read. */
    CloudWatchClient client() {
        return client;
    }

    FleetData counter(SluiceMeter meter, double sum, String... dimensions) {
        return add(meter, dimensions, datum -> datum.value(sum).unit(StandardUnit.COUNT));
    }

    FleetData gauge(SluiceMeter meter, double value, String... dimensions) {
        return add(meter, dimensions, datum -> datum.value(value).unit(StandardUnit.NONE));
    }

    /** @param seconds of which there is one sample each */
    FleetData timer(SluiceMeter meter, double[] seconds, String... dimensions) {
        return add(meter, dimensions, datum -> datum.values(
                        DoubleStream.of(seconds).boxed().toList())
                .counts(DoubleStream.of(seconds).map(one -> 1).boxed().toList())
                .unit(StandardUnit.SECONDS));
    }

    /** A worker that has slots, so many of which are busy. */
    FleetData worker(double utilisation) {
        return gauge(SluiceMeter.CAPACITY, 50)
                .gauge(SluiceMeter.IN_FLIGHT, 50 * utilisation)
                .gauge(SluiceMeter.UTILISATION, utilisation);
    }

    /** Writes all that has been said since the last time. */
    void at(Instant time) {
        client.putMetricData(request -> request.namespace("Sluice")
                .metricData(datums.stream()
                        .map(datum -> datum.toBuilder().timestamp(time).build())
                        .toList()));
        datums.clear();
    }

    @Override
    public void close() {
        client.close();
    }

    private FleetData add(SluiceMeter meter, String[] values, Consumer<MetricDatum.Builder> content) {
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(dimension("environment", "dev"));
        for (int i = 0; i < values.length; i++) {
            dimensions.add(dimension(meter.dimensions().get(i).key(), values[i]));
        }
        MetricDatum.Builder datum = MetricDatum.builder()
                .metricName(meter.metricName())
                .dimensions(dimensions)
                .storageResolution(1);
        content.accept(datum);
        datums.add(datum.build());
        return this;
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
