package dev.sluice.meters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

import static dev.sluice.meters.Dimension.OPERATION;
import static dev.sluice.meters.Dimension.QUEUE;
import static dev.sluice.meters.SluiceMeter.Kind.COUNTER;
import static dev.sluice.meters.SluiceMeter.Kind.DISTRIBUTION;
import static dev.sluice.meters.SluiceMeter.Kind.GAUGE;
import static dev.sluice.meters.SluiceMeter.Kind.TIMER;

/**
 * What the channels of {@code sluice-sqs} measure. Times are in seconds. What is counted or timed through here never fails for
 * whoever counts it.
 */
public enum SluiceMeter {
    PUBLISH_TIME("sluice.publish.time", TIMER, "From handing a message to its channel to SQS's acknowledgement", QUEUE),
    BATCH_FILL("sluice.publish.batch", DISTRIBUTION, "Messages in one send request, 1 to 10", QUEUE),
    RECEIVED("sluice.messages.received", COUNTER, "Messages that SQS has delivered", QUEUE),
    DEAD_LETTERED(
            "sluice.messages.deadlettered", COUNTER, "Messages moved to the dead-letter queue by a worker", QUEUE),
    DUPLICATE(
            "sluice.messages.duplicate",
            COUNTER,
            "Messages that were delivered again after they were done here; they are deleted unseen",
            QUEUE),
    LEASES_LOST(
            "sluice.leases.lost",
            COUNTER,
            "Leases that ended before the message was settled: another worker gets it again",
            QUEUE),
    HELD("sluice.messages.held", GAUGE, "Messages that a worker has received and not yet settled", QUEUE),
    BACKLOG_AGE(
            "sluice.backlog.age", GAUGE, "How long the messages that come now have waited; 0 at an empty queue", QUEUE),
    SQS_REQUESTS("sluice.sqs.requests", COUNTER, "Requests to SQS, each of which is billed", QUEUE, OPERATION);

    /** How a meter's values add up. */
    public enum Kind {
        COUNTER,
        TIMER,
        DISTRIBUTION,
        GAUGE
    }

    private final String key;
    private final Kind kind;
    private final String description;
    private final List<Dimension> dimensions;

    SluiceMeter(String key, Kind kind, String description, Dimension... dimensions) {
        this.key = key;
        this.kind = kind;
        this.description = description;
        this.dimensions = List.of(dimensions);
    }

    /** The name in Micrometer. */
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    public String description() {
        return description;
    }

    /** Their keys, in the order in which the methods below take their values. */
    public List<String> tags() {
        return dimensions.stream().map(Dimension::key).toList();
    }

    /** @param values one for each dimension */
    public Counter counter(MeterRegistry registry, String... values) {
        expect(COUNTER);
        return new SafeCounter(
                Counter.builder(key).description(description).tags(tags(values)).register(registry));
    }

    /** @param values one for each dimension */
    public Timer timer(MeterRegistry registry, String... values) {
        expect(TIMER);
        return new SafeTimer(
                Timer.builder(key).description(description).tags(tags(values)).register(registry));
    }

    /** @param values one for each dimension */
    public DistributionSummary distribution(MeterRegistry registry, String... values) {
        expect(DISTRIBUTION);
        return new SafeDistribution(DistributionSummary.builder(key)
                .description(description)
                .tags(tags(values))
                .register(registry));
    }

    /**
     * Takes the place of one with the same values that is there already: in dev mode what a start has registered stays when it
     * fails, and a gauge would go on measuring what nobody uses.
     *
     * @param source held on to, for as long as the registry lives
     * @param values one for each dimension
     */
    public <T> Gauge gauge(MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
        expect(GAUGE);
        List<Tag> tags = tags(values);
        Gauge before = registry.find(key).tags(tags).gauge();
        if (before != null) {
            registry.remove(before);
        }
        return Gauge.builder(key, source, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void expect(Kind expected) {
        if (kind != expected) {
            throw new IllegalStateException(key + " is a " + kind + ", not a " + expected);
        }
    }

    private List<Tag> tags(String[] values) {
        if (values.length != dimensions.size()) {
            throw new IllegalArgumentException("%s needs a value for each of %s".formatted(key, dimensions));
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(dimensions.get(i).key(), values[i]));
        }
        return tags;
    }
}
