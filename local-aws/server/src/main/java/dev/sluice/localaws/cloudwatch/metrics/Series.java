package dev.sluice.localaws.cloudwatch.metrics;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The data of one metric by unit and time. What CloudWatch is given in different units it does not convert. */
final class Series {

    /** What a distribution costs beside its numbers, as an estimate in units of 8 bytes. */
    private static final int WEIGHT_OF_ENTRY = 24;

    private final Map<String, NavigableMap<Long, Distribution>> byUnit = new HashMap<>();

    /** @return by how much its {@linkplain #weight weight} has grown */
    long change(String unit, long second, Consumer<Distribution> change) {
        NavigableMap<Long, Distribution> byTime = byUnit.computeIfAbsent(unit, u -> new TreeMap<>());
        Distribution samples = byTime.get(second);
        long before = weight(samples);
        if (samples == null) {
            samples = new Distribution();
            byTime.put(second, samples);
        }
        change.accept(samples);
        return weight(samples) - before;
    }

    /** @return by how much its weight has grown, which may be less than 0 */
    long replace(String unit, long second, Distribution samples) {
        Distribution before = byUnit.computeIfAbsent(unit, u -> new TreeMap<>()).put(second, samples);
        return weight(samples) - weight(before);
    }

    /** By unit, what is there from one second to before another. */
    Map<String, NavigableMap<Long, Distribution>> between(long from, long to) {
        Map<String, NavigableMap<Long, Distribution>> found = new TreeMap<>();
        if (from < to) {
            byUnit.forEach((unit, byTime) -> found.put(unit, byTime.subMap(from, true, to, false)));
        }
        return found;
    }

    /** @return by how much its weight has shrunk */
    long forgetBefore(long second) {
        long freed = 0;
        for (Iterator<NavigableMap<Long, Distribution>> units = byUnit.values().iterator(); units.hasNext(); ) {
            NavigableMap<Long, Distribution> byTime = units.next();
            NavigableMap<Long, Distribution> old = byTime.headMap(second, false);
            freed += old.values().stream().mapToLong(Series::weight).sum();
            old.clear();
            if (byTime.isEmpty()) {
                units.remove();
            }
        }
        return freed;
    }

    /** The earliest second with data. */
    long first() {
        return byUnit.values().stream().mapToLong(NavigableMap::firstKey).min().orElse(Long.MAX_VALUE);
    }

    boolean isEmpty() {
        return byUnit.isEmpty();
    }

    /** What it costs in memory, in units of 8 bytes. */
    long weight() {
        return byUnit.values().stream()
                .flatMap(byTime -> byTime.values().stream())
                .mapToLong(Series::weight)
                .sum();
    }

    private static long weight(Distribution samples) {
        return samples == null ? 0 : samples.weight() + WEIGHT_OF_ENTRY;
    }
}
