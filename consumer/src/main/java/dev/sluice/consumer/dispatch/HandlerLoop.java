package dev.sluice.consumer.dispatch;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.impl.ContextInternal;

/** One event loop that handlers run on, and whether it answers: a loop that a handler blocks does not. */
final class HandlerLoop {

    private final ContextInternal context;
    private volatile Thread thread;
    private volatile boolean answered = true;
    private volatile boolean blocked;
    private long pingedAt;

    HandlerLoop(ContextInternal context) {
        this.context = context;
    }

    /** Runs the task in a context of its own: nothing that one job leaves there is seen by another. */
    void execute(Runnable task) {
        ContextInternal own = context.duplicate();
        VertxContextSafetyToggle.setContextSafe(own, true);
        own.runOnContext(ignored -> task.run());
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
