package dev.sluice.sqs.loop;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Where all state of a channel lives: on one thread of the {@link LoopGroup}. Whatever touches that state runs here, one
 * piece after the other, so that state needs no locks.
 */
public final class Loop implements Executor, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Loop.class);

    private static final Duration SOON = Duration.ofMillis(1);

    private final EventLoop thread;
    private final Queue<Runnable> unhurried = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean gathering = new AtomicBoolean();

    private volatile boolean closed;

    Loop(EventLoop thread) {
        this.thread = thread;
    }

    /**
     * Runs the task on the loop, after what is already waiting there; may be called from any thread. A loop that is
     * closed drops it: then nobody is left whom the answers of the last requests could concern.
     */
    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.trace("The loop's thread has ended", e);
        }
    }

    /**
     * Runs the task on the loop within a millisecond or so, together with all others that have come by then; may be called
     * from any thread. Waking the thread costs more than most tasks do, and so it is woken once for many of them.
     */
    public void executeSoon(Runnable task) {
        unhurried.add(task);
        if (gathering.compareAndSet(false, true)) {
            schedule(SOON, this::runUnhurried);
        }
    }

    private void runUnhurried() {
        gathering.set(false);
        for (Runnable task = unhurried.poll(); task != null; task = unhurried.poll()) {
            guarded(task).run();
        }
    }

    /** Runs the task on the loop after the delay; a loop that is closed drops it. */
    public Timer schedule(Duration delay, Runnable task) {
        try {
            return timer(thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /**
     * Runs the task on the loop again and again, first after one period. A process that was asleep does not make up for
     * the runs that it missed.
     */
    public Timer every(Duration period, Runnable task) {
        long nanos = Math.max(1_000_000, period.toNanos());
        return timer(thread.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    /** Runs nothing any more. */
    @Override
    public void close() {
        closed = true;
    }

    private static Timer timer(Future<?> scheduled) {
        return () -> scheduled.cancel(false);
    }

    /** A task that fails must not take the tasks after it, or its own next run, with it. */
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                if (!closed) {
                    task.run();
                }
            } catch (RuntimeException | Error e) {
                LOG.error("Channel task failed; this is a bug in Sluice", e);
            }
        };
    }

    /** What was scheduled and can be called off. */
    public interface Timer {
        void cancel();
    }
}
