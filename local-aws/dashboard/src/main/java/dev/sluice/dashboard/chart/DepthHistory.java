package dev.sluice.dashboard.chart;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import dev.sluice.dashboard.chart.DrawnPanel.DrawnLine;
import dev.sluice.dashboard.queue.QueueDepth;

/**
 * How full the queues were in the last hour, seen every few seconds. CloudWatch has one sample a minute, which holds for the
 * whole of it: at a desk that would draw what is now as if it had been before.
 */
final class DepthHistory {

    private static final Duration RETENTION = Duration.ofMinutes(61);

    private record Look(long second, List<QueueDepth> depths) {}

    private final Deque<Look> looks = new ArrayDeque<>();

    synchronized void add(long epochSecond, List<QueueDepth> depths) {
        looks.addLast(new Look(epochSecond, depths));
        while (looks.getFirst().second() < epochSecond - RETENTION.toSeconds()) {
            looks.removeFirst();
        }
    }

    /**
     * A line for each queue that was seen in that time, with the most of each period.
     *
     * @param name what the line is of; {@code null} for none
     */
    synchronized List<DrawnLine> lines(
            String label, Function<QueueDepth, String> name, ToLongFunction<QueueDepth> figure, Window window) {
        Map<String, NavigableMap<Long, Double>> byQueue = new TreeMap<>();
        for (Look look : looks) {
            if (look.second() >= window.from() && look.second() < window.to()) {
                long period = Math.floorDiv(look.second(), window.period()) * window.period();
                for (QueueDepth depth : look.depths()) {
                    String of = name.apply(depth);
                    if (of != null) {
                        byQueue.computeIfAbsent(of, queue -> new TreeMap<>())
                                .merge(period, (double) figure.applyAsLong(depth), Math::max);
                    }
                }
            }
        }
        List<DrawnLine> lines = new ArrayList<>();
        byQueue.forEach((queue, values) -> lines.add(new DrawnLine(
                label, queue, window.times().stream().map(values::get).toList())));
        return lines;
    }
}
