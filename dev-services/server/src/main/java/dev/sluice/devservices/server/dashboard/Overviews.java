package dev.sluice.devservices.server.dashboard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import software.amazon.awssdk.core.exception.SdkException;

import dev.sluice.devservices.server.cloudwatch.math.DataQueries;
import dev.sluice.devservices.server.cloudwatch.metrics.Metrics;

/** Looks at the metrics and the queues at once. */
final class Overviews {

    private final InstantSource clock;
    private final PanelReader panels;
    private final FleetReader fleet;
    private final Supplier<Optional<WatchedQueues>> queues;

    /** As they were seen last: their metrics are drawn also while the SQS is away. */
    private volatile Set<String> deadLetterQueues = Set.of();

    Overviews(Metrics metrics, DataQueries queries, InstantSource clock, Supplier<Optional<WatchedQueues>> queues) {
        MetricReader reader = new MetricReader(metrics, queries);
        this.clock = clock;
        this.panels = new PanelReader(reader);
        this.fleet = new FleetReader(reader);
        this.queues = queues;
    }

    Overview of(TimeRange range) {
        Instant now = clock.instant();
        Window window = range.until(now);
        List<QueueDepth> depths = depths();
        Verdict verdict = depths == null ? Judgement.withoutQueues() : Judgement.of(fleet.read(now), depths);
        return new Overview(
                now.getEpochSecond(),
                range.key(),
                window.period(),
                window.times(),
                verdict,
                panels.read(window, deadLetterQueues),
                depths);
    }

    /** {@code null} when the SQS does not answer. */
    private List<QueueDepth> depths() {
        try {
            List<QueueDepth> depths = queues.get().map(WatchedQueues::depths).orElse(null);
            if (depths != null) {
                deadLetterQueues = depths.stream()
                        .map(QueueDepth::deadLetters)
                        .filter(Objects::nonNull)
                        .map(QueueDepth.DeadLetters::name)
                        .collect(Collectors.toUnmodifiableSet());
            }
            return depths;
        } catch (SdkException away) {
            return null;
        }
    }
}
