package dev.sluice.runtime.cloudwatch;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;

import dev.sluice.runtime.meters.MeterDefinition;

/**
 * Micrometer's registry for CloudWatch, told what to publish and how. It takes the meters of Sluice and no others,
 * since each metric has its price; and a timer is one metric with its distribution in it, not four or more without.
 */
final class SluiceCloudWatchRegistry extends CloudWatchMeterRegistry {

    private final Datums datums;
    private final Outbox outbox;

    SluiceCloudWatchRegistry(CloudWatchConfig config, CloudWatchAsyncClient client, Datums datums, Outbox outbox) {
        super(config, Clock.SYSTEM, client);
        this.datums = datums;
        this.outbox = outbox;
        config().meterFilter(MeterFilter.denyUnless(id -> id.getName().startsWith(MeterDefinition.PREFIX)));
    }

    @Override
    protected void publish() {
        outbox.send(datums.take(getMeters(), Instant.now()));
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        return new TakenCounter(id);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
        return new SampledTimer(id, clock, pauses, getBaseTimeUnit());
    }

    @Override
    protected DistributionSummary newDistributionSummary(
            Meter.Id id, DistributionStatisticConfig config, double scale) {
        return new SampledDistribution(id, clock, scale);
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.SECONDS;
    }
}
