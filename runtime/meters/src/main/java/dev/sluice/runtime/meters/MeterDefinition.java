package dev.sluice.runtime.meters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

/**
 * A meter that a library has: what it is called, what it counts or measures, and by which tags its values are told apart. What
 * is counted or timed through it never fails for whoever counts. Times are in seconds.
 *
 * <p>A library declares its definitions as constants. Each must be in the dashboard's table of meters, too, from which
 * dashboards, alarms and the documentation are made.
 *
 * @param name in Micrometer; begins with {@link #PREFIX}
 * @param tags their keys, in the order in which the methods below take their values. The values of a tag are few and known from
 *     the configuration or the code: every combination is a metric of its own in CloudWatch, at its own price
 */
public record MeterDefinition(String name, Kind kind, String description, List<String> tags) {

    /** What all names begin with; nothing else goes to CloudWatch, where the namespace says it. */
    public static final String PREFIX = "sluice.";

    /** How a meter's values add up. */
    public enum Kind {
        COUNTER,
        TIMER,
        DISTRIBUTION,
        GAUGE
    }

    /** @throws IllegalArgumentException when the name does not begin with {@link #PREFIX} */
    public MeterDefinition {
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException(name + " does not begin with " + PREFIX);
        }
        tags = List.copyOf(tags);
    }

    public static MeterDefinition counter(String name, String description, String... tags) {
        return new MeterDefinition(name, Kind.COUNTER, description, List.of(tags));
    }

    public static MeterDefinition timer(String name, String description, String... tags) {
        return new MeterDefinition(name, Kind.TIMER, description, List.of(tags));
    }

    public static MeterDefinition distribution(String name, String description, String... tags) {
        return new MeterDefinition(name, Kind.DISTRIBUTION, description, List.of(tags));
    }

    public static MeterDefinition gauge(String name, String description, String... tags) {
        return new MeterDefinition(name, Kind.GAUGE, description, List.of(tags));
    }

    /** @param values one for each tag */
    public Counter counter(MeterRegistry registry, String... values) {
        expect(Kind.COUNTER);
        return new SafeCounter(Counter.builder(name)
                .description(description)
                .tags(tags(values))
                .register(registry));
    }

    /** @param values one for each tag */
    public Timer timer(MeterRegistry registry, String... values) {
        expect(Kind.TIMER);
        return new SafeTimer(
                Timer.builder(name).description(description).tags(tags(values)).register(registry));
    }

    /** @param values one for each tag */
    public DistributionSummary distribution(MeterRegistry registry, String... values) {
        expect(Kind.DISTRIBUTION);
        return new SafeDistribution(DistributionSummary.builder(name)
                .description(description)
                .tags(tags(values))
                .register(registry));
    }

    /**
     * Takes the place of one with the same values that is there already: in dev mode what a start has registered stays when it
     * fails, and a gauge would go on measuring what nobody uses.
     *
     * @param source held on to, for as long as the registry lives
     * @param values one for each tag
     */
    public <T> Gauge gauge(MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
        expect(Kind.GAUGE);
        List<Tag> with = tags(values);
        Gauge before = registry.find(name).tags(with).gauge();
        if (before != null) {
            registry.remove(before);
        }
        return Gauge.builder(name, source, value)
                .description(description)
                .tags(with)
                .strongReference(true)
                .register(registry);
    }

    private void expect(Kind expected) {
        if (kind != expected) {
            throw new IllegalStateException(name + " is a " + kind + ", not a " + expected);
        }
    }

    private List<Tag> tags(String[] values) {
        if (values.length != tags.size()) {
            throw new IllegalArgumentException("%s needs a value for each of %s".formatted(name, tags));
        }
        List<Tag> with = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            with.add(Tag.of(tags.get(i), values[i]));
        }
        return with;
    }
}
