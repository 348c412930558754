package dev.sluice.localaws.cloudwatch.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Values with how often they were there: exactly as long as at most half of {@value #MAX_VALUES} are different, and
 * beyond that merged with their neighbours.
 */
final class CountedValues {

    /** Enough for exact percentiles of what one service writes in a minute; 32 KB. */
    static final int MAX_VALUES = 2_000;

    private static final int FIRST_ROOM = 2;

    private double[] values = new double[FIRST_ROOM];
    private double[] counts = new double[FIRST_ROOM];
    private int size;

    void add(CountedValues others) {
        for (int i = 0; i < others.size; i++) {
            add(others.values[i], others.counts[i]);
        }
    }

    /** The value at which, from the least on, so many have been counted; the greatest if there are not so many. */
    double atRank(double rank) {
        sort();
        double seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return values[i];
            }
        }
        return values[size - 1];
    }

    /** How many numbers it keeps: what it costs in memory, in units of 8 bytes. */
    int weight() {
        return 2 * values.length;
    }

    void add(double value, double count) {
        if (size == values.length) {
            makeRoom();
        }
        values[size] = value;
        counts[size++] = count;
    }

    private void makeRoom() {
        sort();
        if (size > MAX_VALUES / 2 && values.length == MAX_VALUES) {
            mergeNeighbours();
        }
        if (size > values.length / 2 && values.length < MAX_VALUES) {
            int room = Math.min(2 * values.length, MAX_VALUES);
            values = Arrays.copyOf(values, room);
            counts = Arrays.copyOf(counts, room);
        }
    }

    /** Puts the values in order, each once. */
    private void sort() {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sorted = new double[values.length];
        double[] theirCounts = new double[values.length];
        int kept = 0;
        for (int i : order) {
            if (kept > 0 && sorted[kept - 1] == values[i]) {
                theirCounts[kept - 1] += counts[i];
            } else {
                sorted[kept] = values[i];
                theirCounts[kept++] = counts[i];
            }
        }
        values = sorted;
        counts = theirCounts;
        size = kept;
    }

    private void mergeNeighbours() {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            int next = Math.min(i + 1, size - 1);
            double both = next == i ? counts[i] : counts[i] + counts[next];
            double share = counts[i] / both;
            values[kept] = values[i] * share + values[next] * (1 - share);
            counts[kept++] = both;
        }
        size = kept;
    }
}
