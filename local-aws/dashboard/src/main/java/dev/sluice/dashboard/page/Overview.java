package dev.sluice.dashboard.page;

import java.util.List;

import dev.sluice.dashboard.chart.DrawnPanel;
import dev.sluice.dashboard.fleet.StatusMessage;
import dev.sluice.dashboard.fleet.Totals;
import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.dashboard.service.ServiceState;

/**
 * All that the page shows, as of one moment.
 *
 * @param now seconds since 1970
 * @param period seconds
 * @param times the first second of each period; the last one goes on
 * @param queues {@code null} when the SQS does not answer
 * @param region what a client of this AWS has to name
 */
record Overview(
        long now,
        String range,
        int period,
        List<Long> times,
        StatusMessage verdict,
        List<ServiceState> services,
        List<Totals.OfType> totals,
        List<DrawnPanel> panels,
        List<QueueDepth> queues,
        String region) {}
