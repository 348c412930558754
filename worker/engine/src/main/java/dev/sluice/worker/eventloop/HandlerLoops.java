package dev.sluice.worker.eventloop;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * The event loops that jobs start on, in turns, so that handlers use every processor. A handler that blocks one delays the
 * jobs of all other reactive handlers there; no further job begins on it until it answers again.
 */
@Singleton
public class HandlerLoops {

    /** Tasks that a loop gets in a row, before the next one has its turn: as many as a poll brings. */
    private static final int ROW = 10;

    private final List<HandlerLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    HandlerLoops(Vertx vertx) {
        loops = Stream.generate(((VertxInternal) vertx)::createEventLoopContext)
                .limit(Runtime.getRuntime().availableProcessors())
                .map(HandlerLoop::new)
                .toList();
    }

    List<HandlerLoop> all() {
        return loops;
    }

    /** Runs the task, and what was {@linkplain #gather gathered} before. */
    public void execute(Runnable task) {
        gather(task);
        loops.forEach(HandlerLoop::wake);
    }

    /**
     * Runs the task with the next one that is executed, or sooner: to wake a loop costs more than to run many a job, so it is
     * woken once for all that come together. It goes to the loop whose turn it is, or to the next one that answers; just to
     * the former when none does.
     */
    public void gather(Runnable task) {
        int number = turn.getAndIncrement();
        int row = Math.floorDiv(number, ROW);
        HandlerLoop loop = loop(row);
        for (int i = 1; i < loops.size() && loop.isBlocked(); i++) {
            loop = loop(row + i);
        }
        loop.add(task);
        if (Math.floorMod(number, ROW) == ROW - 1) {
            loop.wake();
        }
    }

    private HandlerLoop loop(int number) {
        return loops.get(Math.floorMod(number, loops.size()));
    }
}
