package dev.sluice.dashboard.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.sluice.dashboard.chart.MetricReader;
import dev.sluice.dashboard.chart.PanelReader;
import dev.sluice.dashboard.chart.QueueWatch;
import dev.sluice.dashboard.chart.TimeRange;
import dev.sluice.dashboard.chart.Window;
import dev.sluice.dashboard.fleet.Desk;
import dev.sluice.dashboard.fleet.Fleet;
import dev.sluice.dashboard.fleet.FleetReader;
import dev.sluice.dashboard.fleet.FleetStatus;
import dev.sluice.dashboard.fleet.StatusMessage;
import dev.sluice.dashboard.fleet.Totals;
import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.dashboard.service.WatchedServices;
import dev.sluice.localaws.Queues;

/** Looks at the metrics, the queues and the services at once. */
public final class Overviews {

    /** Nobody knows what was while nobody looked. */
    private static final Duration SAME_LOOK = Duration.ofSeconds(15);

    private final InstantSource clock;
    private final PanelReader panels;
    private final Totals totals;
    private final FleetReader fleet;
    private final QueueWatch queues;
    private final WatchedServices services;

    private Instant lookedAt = Instant.EPOCH;
    private Instant waitingSince;

    public Overviews(MetricReader reader, InstantSource clock, QueueWatch queues, WatchedServices services) {
        this.clock = clock;
        this.panels = new PanelReader(reader, queues.history());
        this.totals = new Totals(reader);
        this.fleet = new FleetReader(reader);
        this.queues = queues;
        this.services = services;
    }

    Overview of(TimeRange range) {
        Instant now = clock.instant();
        Window window = range.until(now);
        WatchedServices.Seen seen = services.look();
        List<QueueDepth> depths = queues.now().orElse(null);
        return new Overview(
                now.getEpochSecond(),
                range.key(),
                window.period(),
                window.times(),
                depths == null ? FleetStatus.withoutQueues() : verdict(depths, seen, now),
                seen.expected(),
                totals.read(window),
                panels.read(window),
                depths,
                Queues.REGION);
    }

    private StatusMessage verdict(List<QueueDepth> depths, WatchedServices.Seen seen, Instant now) {
        Fleet read = fleet.read(now);
        Duration waiting = waiting(Desk.free(read, depths) > 0, now);
        return FleetStatus.of(new Desk(read, depths, seen, waiting));
    }

    /** For how long jobs have waited at every look. */
    private synchronized Duration waiting(boolean wait, Instant now) {
        if (!wait || waitingSince == null || Duration.between(lookedAt, now).compareTo(SAME_LOOK) > 0) {
            waitingSince = wait ? now : null;
        }
        lookedAt = now;
        return waitingSince == null ? Duration.ZERO : Duration.between(waitingSince, now);
    }
}
