package dev.sluice.consumer.dispatch;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** So many log lines in a second; the rest is counted, and the count told when the next second's first line comes. */
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
        long tell = 0;
        boolean granted;
        synchronized (this) {
            long now = clock.getAsLong();
            if (now - secondStart >= SECOND) {
                secondStart = now;
                taken = 0;
                tell = skipped;
                skipped = 0;
            }
            granted = taken < perSecond;
            if (granted) {
                taken++;
            } else {
                skipped++;
            }
        }
        if (tell > 0) {
            skippedLines.accept(tell);
        }
        return granted;
    }
}
