package dev.sluice.worker.admission;

import java.time.Duration;

import dev.sluice.worker.eventloop.WatchThread;

/** Runs a task at the soonest of the times that it was set to; later ones that are still to come are run as well. */
final class EarliestTimer {

    /** Two readings of the clock for the same time are not two times. */
    private static final long TOLERANCE = Duration.ofMillis(1).toNanos();

    private final WatchThread watch;
    private final Runnable task;
    private boolean set;
    private long time;

    EarliestTimer(WatchThread watch, Runnable task) {
        this.watch = watch;
        this.task = task;
    }

    /** Sets it to a time from now, unless it is set to a sooner one. */
    synchronized void in(Duration wait) {
        long then = System.nanoTime() + wait.toNanos();
        if (!set || time - then > TOLERANCE) {
            set = true;
            time = then;
            watch.in(wait, this::ring);
        }
    }

    private void ring() {
        synchronized (this) {
            set = false;
        }
        task.run();
    }
}
