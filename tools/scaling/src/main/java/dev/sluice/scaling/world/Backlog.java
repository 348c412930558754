package dev.sluice.scaling.world;

import java.util.ArrayDeque;

/** The visible messages of a queue, the oldest first; those of one second are one entry. */
final class Backlog {

    private static final class Entry {
        final int second;
        long jobs;

        Entry(int second, long jobs) {
            this.second = second;
            this.jobs = jobs;
        }
    }

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long visible;

    void add(int second, long jobs) {
        if (jobs > 0) {
            entries.addLast(new Entry(second, jobs));
            visible += jobs;
        }
    }

    long visible() {
        return visible;
    }

    void take(long jobs) {
        visible -= jobs;
        long left = jobs;
        while (left > 0) {
            Entry first = entries.getFirst();
            long taken = Math.min(left, first.jobs);
            first.jobs -= taken;
            left -= taken;
            if (first.jobs == 0) {
                entries.removeFirst();
            }
        }
    }

    /** Seconds that the oldest message has waited; 0 when there is none. */
    int age(int now) {
        return entries.isEmpty() ? 0 : now - entries.getFirst().second;
    }
}
