package dev.sluice.sqs.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * One event loop thread, on which all state of a channel lives. Whatever touches that state runs here, one piece
 * after the other, so that state needs no locks.
 */
public final class Loop implements Executor {

    private final Vertx vertx;
    private final Context context;

    private Loop(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** A loop on the next of Vert.x's event loops, whatever thread calls. */
    public static Loop on(Vertx vertx) {
        return new Loop(vertx, ((VertxInternal) vertx).createEventLoopContext());
    }

    /** Runs the task on the loop, after what is already waiting there; may be called from any thread. */
    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    /** Runs the task on the loop after the delay, at least one millisecond. */
    public Timer schedule(Duration delay, Runnable task) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), ignored -> execute(task));
        return () -> vertx.cancelTimer(id);
    }

    /** Runs the task on the loop again and again, first after one period. */
    public Timer every(Duration period, Runnable task) {
        long id = vertx.setPeriodic(Math.max(1, period.toMillis()), ignored -> execute(task));
        return () -> vertx.cancelTimer(id);
    }

    /** What was scheduled and can be called off. */
    public interface Timer {
        void cancel();
    }
}
