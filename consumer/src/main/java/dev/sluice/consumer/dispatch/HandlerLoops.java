package dev.sluice.consumer.dispatch;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * The event loops that jobs start on, in turns, so that handlers use every processor. A handler that blocks one delays the
 * jobs of all other reactive handlers there; no further job begins on it until it answers again.
 */
@ApplicationScoped
public class HandlerLoops {

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

    /** Runs the task on the next loop that answers, or just on the next one when none does. */
    void execute(Runnable task) {
        HandlerLoop loop = next();
        for (int i = 1; i < loops.size() && loop.isBlocked(); i++) {
            loop = next();
        }
        loop.execute(task);
    }

    private HandlerLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }
}
