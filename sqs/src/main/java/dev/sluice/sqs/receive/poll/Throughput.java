package dev.sluice.sqs.receive.poll;

import java.time.Duration;

/** Messages per second that went to work lately: an average in which the last tenths of a second count most. */
final class Throughput {

    private static final long WINDOW = Duration.ofMillis(100).toNanos();

    private long windowStart;
    private int count;
    private double perSecond;

    Throughput(long now) {
        windowStart = now;
    }

    void add() {
        count++;
    }

    double perSecond(long now) {
        long elapsed = now - windowStart;
        if (elapsed >= WINDOW) {
            double windows = (double) elapsed / WINDOW;
            double fresh = count * 1e9 / elapsed;
            perSecond = fresh + (perSecond - fresh) * Math.pow(0.5, windows);
            windowStart = now;
            count = 0;
        }
        return perSecond;
    }
}
