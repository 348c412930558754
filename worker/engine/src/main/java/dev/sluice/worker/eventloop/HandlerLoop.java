package dev.sluice.worker.eventloop;

import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.impl.ContextInternal;

/** One event loop that handlers run on, and whether it answers: a loop that a handler blocks does not. */
public final class HandlerLoop {

    /** Tasks that begin in one go, before the loop looks after its connections again. */
    private static final int BURST = 32;

    /** What is to be done after the burst that this thread runs now; none while it runs none. */
    private static final ThreadLocal<Set<Runnable>> BURST_ENDS = new ThreadLocal<>();

    private final ContextInternal context;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Set<Runnable> atBurstEnd = new LinkedHashSet<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile Thread thread;
    private volatile boolean answered = true;
    private volatile boolean blocked;
    private long pingedAt;

    HandlerLoop(ContextInternal context) {
        this.context = context;
    }

    /**
     * Leaves a task for the loop to run, in a context of its own: nothing that one job leaves there is seen by another. The
     * loop has to be woken for it.
     */
    void add(Runnable task) {
        inbox.add(task);
    }

    /** Lets the loop run what was left for it, if there is anything. */
    void wake() {
        if (!inbox.isEmpty() && awake.compareAndSet(false, true)) {
            context.runOnContext(this::runBurst);
        }
    }

    private void runBurst(Void ignored) {
        awake.set(false);
        BURST_ENDS.set(atBurstEnd);
        try {
            for (int i = 0; i < BURST && !inbox.isEmpty(); i++) {
                Runnable task = inbox.remove();
                ContextInternal own = context.duplicate();
                VertxContextSafetyToggle.setContextSafe(own, true);
                own.dispatch(none -> task.run());
            }
        } finally {
            BURST_ENDS.remove();
            atBurstEnd.forEach(Runnable::run);
            atBurstEnd.clear();
        }
        // What else has to be done on this loop comes first.
        wake();
    }

    /**
     * Runs the action when the tasks that run now in one go have returned, once however often it is asked for; at once on any
     * other thread than a handler loop's.
     */
    public static void afterBurst(Runnable action) {
        Set<Runnable> ends = BURST_ENDS.get();
        if (ends == null) {
            action.run();
        } else {
            ends.add(action);
        }
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
