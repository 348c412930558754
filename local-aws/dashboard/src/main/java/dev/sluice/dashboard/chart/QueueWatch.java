package dev.sluice.dashboard.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import software.amazon.awssdk.core.exception.SdkException;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.DrawnStatistic;
import dev.sluice.dashboard.panel.MetricSource;
import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.dashboard.queue.WatchedQueues;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;

/**
 * Looks at the queues again and again, and tells what a worker holds from what waits for its next try. SQS hides both and
 * tells one number; workers tell how many messages they hold. The two fit each other only at one moment, so the queues are
 * looked at whenever a worker has told its figure. Two workers that tell at different seconds count as one.
 */
public final class QueueWatch {

    /** A worker that has told nothing for longer holds nothing; the longest step at a desk is ten seconds. */
    private static final Duration TOLD = Duration.ofSeconds(12);

    private static final Duration RATE = Duration.ofSeconds(10);

    /** Between the worker's figure and the look: what comes meanwhile seems to be held by nobody. */
    private static final double LAG_SECONDS = 0.05;

    private final MetricReader reader;
    private final InstantSource clock;
    private final Supplier<Optional<WatchedQueues>> queues;
    private final DepthHistory history = new DepthHistory();
    private final Map<String, Unheld> unheld = new ConcurrentHashMap<>();

    /** The last two looks; only what both have seen is more than chance. */
    private record Unheld(long before, long now) {

        long certain() {
            return Math.min(before, now);
        }
    }

    public QueueWatch(MetricReader reader, InstantSource clock, Supplier<Optional<WatchedQueues>> queues) {
        this.reader = reader;
        this.clock = clock;
        this.queues = queues;
    }

    public DepthHistory history() {
        return history;
    }

    /** A worker has just told how many messages it holds. */
    public void told() {
        Instant now = clock.instant();
        List<MetricId> metrics = reader.list(PanelReader.OWN);
        double chance = LAG_SECONDS * rate(metrics, now);
        depths().ifPresent(depths -> {
            Map<String, Long> held = held(metrics, now);
            for (QueueDepth depth : depths) {
                long nobodys = Math.max(0, depth.inFlight() - held.getOrDefault(depth.name(), 0L));
                long count = nobodys <= chance ? 0 : nobodys;
                unheld.compute(depth.name(), (name, last) -> new Unheld(last == null ? count : last.now(), count));
            }
            history.add(now.getEpochSecond(), split(depths, held));
        });
    }

    /** To be called every few seconds, for the times when no worker tells anything. */
    public void look() {
        Instant now = clock.instant();
        Map<String, Long> held = held(reader.list(PanelReader.OWN), now);
        if (held.isEmpty()) {
            unheld.clear();
            depths().ifPresent(depths -> history.add(now.getEpochSecond(), split(depths, held)));
        }
    }

    /** As they are now; empty when the SQS does not answer. */
    public Optional<List<QueueDepth>> now() {
        return depths().map(depths -> split(depths, held(reader.list(PanelReader.OWN), clock.instant())));
    }

    private List<QueueDepth> split(List<QueueDepth> depths, Map<String, Long> held) {
        return depths.stream()
                .map(depth -> {
                    Unheld seen = unheld.get(depth.name());
                    long retrying =
                            !held.containsKey(depth.name()) ? depth.inFlight() : seen == null ? 0 : seen.certain();
                    return depth.with(retrying);
                })
                .toList();
    }

    private Optional<List<QueueDepth>> depths() {
        try {
            return queues.get().map(WatchedQueues::depths);
        } catch (SdkException away) {
            return Optional.empty();
        }
    }

    /** By queue, what workers have told last; none of a queue that nobody has told of lately. */
    private Map<String, Long> held(List<MetricId> metrics, Instant now) {
        Window window = Window.until(now, TOLD, 1);
        return PanelReader.matching(new MetricSource.Own(SluiceMeter.HELD), metrics).stream()
                .collect(Collectors.groupingBy(metric -> metric.dimensions().get("queue")))
                .entrySet()
                .stream()
                .map(one -> Map.entry(one.getKey(), reader.read(one.getValue(), DrawnStatistic.SUM, window)))
                .filter(one -> !one.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> Math.round(one.getValue().lastEntry().getValue())));
    }

    /** Messages received in a second, of late. */
    private double rate(List<MetricId> metrics, Instant now) {
        return reader
                        .read(
                                PanelReader.matching(new MetricSource.Own(SluiceMeter.RECEIVED), metrics),
                                DrawnStatistic.SUM,
                                Window.until(now, RATE, 1))
                        .values()
                        .stream()
                        .mapToDouble(Double::doubleValue)
                        .sum()
                / RATE.toSeconds();
    }
}
