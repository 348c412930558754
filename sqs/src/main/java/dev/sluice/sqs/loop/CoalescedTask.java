package dev.sluice.sqs.loop;

import java.util.concurrent.atomic.AtomicBoolean;

/** A task that runs on a loop once for all who have asked for it since it ran last. */
public final class CoalescedTask {

    private final Loop loop;
    private final Runnable task;
    private final AtomicBoolean queued = new AtomicBoolean();

    public CoalescedTask(Loop loop, Runnable task) {
        this.loop = loop;
        this.task = task;
    }

    /** Has it run soon; may be called from any thread. */
    public void request() {
        if (queued.compareAndSet(false, true)) {
            loop.execute(this::run);
        }
    }

    private void run() {
        queued.set(false);
        task.run();
    }
}
