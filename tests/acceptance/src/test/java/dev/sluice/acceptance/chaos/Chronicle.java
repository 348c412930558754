package dev.sluice.acceptance.chaos;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Tells what happens while it happens, and counts it. */
final class Chronicle {

    private volatile long start = System.nanoTime();
    private final Map<Trouble, Integer> counts = Collections.synchronizedMap(new EnumMap<>(Trouble.class));

    /** Time counts from now on. */
    void begin() {
        start = System.nanoTime();
    }

    void began(String who, Event event) {
        counts.merge(event.trouble(), 1, Integer::sum);
        tell("%s: %s".formatted(who, event.trouble()));
    }

    void tell(String what) {
        System.out.printf("%7.1f s  %s%n", seconds(System.nanoTime()), what);
    }

    /** How often each trouble came. */
    Map<Trouble, Integer> counts() {
        return counts;
    }

    /** Seconds from the start. */
    double seconds(long nanoTime) {
        return (nanoTime - start) / 1e9;
    }
}
