package dev.sluice.worker.admission;

import dev.sluice.worker.job.Rate;

/**
 * When the next job may start under a {@link Rate}. It remembers the last starts, because it promises that no period,
 * wherever it begins, sees more of them than allowed; the token bucket of a library lets twice as many through after a
 * pause. Not thread-safe.
 */
public final class RateWindow {

    private final long period;
    private final long[] starts;
    private int next;
    private int known;

    public RateWindow(Rate rate) {
        this.period = rate.period().toNanos();
        this.starts = new long[rate.jobs()];
    }

    /** Nanoseconds until one more job may start, 0 if it may now. */
    public long untilFree(long now) {
        return known < starts.length ? 0 : Math.max(0, starts[next] + period - now);
    }

    /** One more job starts now. */
    public void take(long now) {
        starts[next] = now;
        next = (next + 1) % starts.length;
        known = Math.min(known + 1, starts.length);
    }
}
