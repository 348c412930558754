package dev.sluice.consumer.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.impl.ContextInternal;

/** One event loop that handlers run on, and whether it answers: a loop that a handler blocks does not. */
final class HandlerLoop {

    /** Tasks that begin in one go, before the loop looks after its connections again. */
    private static final int BURST = 32;

    private final ContextInternal context;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile Thread thread;
    private volatile boolean answered = true;
    private volatile boolean blocked;
    private long pingedAt;

    HandlerLoop(ContextInternal context) {
        this.context = context;
    }

    /**
     * Runs the task in a context of its own: nothing that one job leaves there is seen by another. Waking the loop costs more
     * than many a job, and so it is woken once for all that come together.
     */
    void execute(Runnable task) {
        inbox.add(task);
        wake();
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            context.runOnContext(this::runBurst);
        }
    }

    private void runBurst(Void ignored) {
        awake.set(false);
        for (int i = 0; i < BURST; i++) {
            Runnable task = inbox.poll();
            if (task == null) {
                return;
            }
            ContextInternal own = context.duplicate();
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.dispatch(none -> task.run());
        }
        // What else has to be done on this loop comes first.
        wake();
    }

    /** Whether it has not answered for so long that no further job should begin on it. */
    boolean isBlocked() {
        return blocked;
    }

    /** The loop's thread; null before its first answer. */
    Thread thread() {
        return thread;
    }

    // Below: for one thread alone, the one that watches.

    boolean hasAnswered() {
        return answered;
    }

    /** Asks for an answer. */
    void ping(long now) {
        pingedAt = now;
        answered = false;
        context.runOnContext(ignored -> {
            thread = Thread.currentThread();
            blocked = false;
            answered = true;
        });
    }

    /** Nanoseconds since it was asked for the answer that has not come. */
    long silence(long now) {
        return answered ? 0 : now - pingedAt;
    }

    void block() {
        blocked = true;
        if (answered) {
            // The answer came while this was being decided.
            blocked = false;
        }
    }
}
