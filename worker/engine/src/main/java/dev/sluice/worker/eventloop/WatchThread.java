package dev.sluice.worker.eventloop;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

/**
 * One thread beside the event loops, for what must be looked at in time also when a handler blocks those. Its tasks are
 * short and never wait.
 */
@Singleton
public class WatchThread {

    private static final Logger LOG = Logger.getLogger(WatchThread.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-watch").daemon().factory());

    /** Runs the task again and again, first after one period; a failure is logged and ends nothing. */
    public void every(Duration period, Runnable task) {
        thread.scheduleWithFixedDelay(guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the task once, after the delay. */
    public void in(Duration delay, Runnable task) {
        if (!thread.isShutdown()) {
            thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @PreDestroy
    public void stop() {
        thread.shutdownNow();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("Failed to check running jobs; this is a bug in Sluice", e);
            }
        };
    }
}
