package dev.sluice.sqs.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

import dev.sluice.sqs.SqsMeter;

/** Registers the meters of one queue. */
public final class QueueMeters {

    private final MeterRegistry registry;
    private final String queue;

    public QueueMeters(MeterRegistry registry, String queue) {
        this.registry = registry;
        this.queue = queue;
    }

    /**
     * A counter, a timer or a distribution.
     *
     * @param values of the tags after the queue's
     */
    public Recorder recorder(SqsMeter meter, String... values) {
        List<Tag> tags = tags(meter, values);
        return switch (meter.kind()) {
            case COUNTER -> {
                Counter counter = Counter.builder(meter.key())
                        .description(meter.description())
                        .tags(tags)
                        .register(registry);
                yield new Recorder(counter::increment);
            }
            case TIMER -> {
                Timer timer = Timer.builder(meter.key())
                        .description(meter.description())
                        .tags(tags)
                        .register(registry);
                yield new Recorder(nanos -> timer.record((long) nanos, TimeUnit.NANOSECONDS));
            }
            case DISTRIBUTION -> {
                DistributionSummary distribution = DistributionSummary.builder(meter.key())
                        .description(meter.description())
                        .tags(tags)
                        .register(registry);
                yield new Recorder(distribution::record);
            }
            case GAUGE -> throw new IllegalArgumentException(meter.key() + " is a gauge");
        };
    }

    /**
     * Takes the place of one with the same tags that is there already: in dev mode what a start has registered stays when it
     * fails, and a gauge would go on measuring what nobody uses.
     *
     * @param source held on to, for as long as the registry lives
     */
    public <T> void gauge(SqsMeter meter, T source, ToDoubleFunction<T> value) {
        List<Tag> tags = tags(meter);
        Gauge before = registry.find(meter.key()).tags(tags).gauge();
        if (before != null) {
            registry.remove(before);
        }
        Gauge.builder(meter.key(), source, value)
                .description(meter.description())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private List<Tag> tags(SqsMeter meter, String... values) {
        List<String> keys = meter.tags();
        if (values.length != keys.size() - 1) {
            throw new IllegalArgumentException("%s needs a value for each of %s".formatted(meter.key(), keys));
        }
        List<Tag> tags = new ArrayList<>(keys.size());
        tags.add(Tag.of(keys.getFirst(), queue));
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(keys.get(i + 1), values[i]));
        }
        return tags;
    }
}
