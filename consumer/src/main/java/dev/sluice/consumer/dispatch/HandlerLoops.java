package dev.sluice.consumer.dispatch;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/**
 * The event loops that jobs start on, in turns, so that handlers use every processor and not only the one of the loop
 * that the messages come from. The channels and the SDK share these loops: a handler that blocks one delays them too.
 */
@ApplicationScoped
public class HandlerLoops {

    private final List<ContextInternal> loops;
    private final AtomicInteger turn = new AtomicInteger();

    HandlerLoops(Vertx vertx) {
        loops = Stream.generate(((VertxInternal) vertx)::createEventLoopContext)
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
    }

    /** Runs the task on the next loop, in a context of its own: nothing that one job leaves there is seen by another. */
    void execute(Runnable task) {
        ContextInternal loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
        ContextInternal own = loop.duplicate();
        VertxContextSafetyToggle.setContextSafe(own, true);
        own.runOnContext(ignored -> task.run());
    }
}
