package dev.sluice.worker.telemetry;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** So many log lines in a second; the rest is counted, and the count told when the second is over. */
final class LineBudget {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier clock;
    private final LongConsumer skippedLines;
    private long secondStart;
    private int taken;
    private long skipped;

    /**
     * @param clock nanoseconds
     * @param skippedLines told how many lines were left out since it was last told
     */
    LineBudget(int perSecond, LongSupplier clock, LongConsumer skippedLines) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.skippedLines = skippedLines;
        this.secondStart = clock.getAsLong();
    }

    /** Whether one more line may be written now. */
    boolean take() {
        long tell;
        boolean granted;
        synchronized (this) {
            tell = beginSecond(false);
            granted = taken < perSecond;
            if (granted) {
                taken++;
            } else {
                skipped++;
            }
        }
        tell(tell);
        return granted;
    }

    /**
     * Tells what was left out: there may be no further line that would.
     *
     * @param atOnce also of the second that is not over
     */
    void tell(boolean atOnce) {
        long tell;
        synchronized (this) {
            tell = skipped == 0 ? 0 : beginSecond(atOnce);
        }
        tell(tell);
    }

    /** Begins a new second if the last one is over, and gives what was left out in it. */
    private long beginSecond(boolean anyway) {
        long now = clock.getAsLong();
        if (now - secondStart < SECOND && !anyway) {
            return 0;
        }
        secondStart = now;
        taken = 0;
        long left = skipped;
        skipped = 0;
        return left;
    }

    private void tell(long lines) {
        if (lines > 0) {
            skippedLines.accept(lines);
        }
    }
}
