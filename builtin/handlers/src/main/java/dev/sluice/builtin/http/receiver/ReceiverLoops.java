package dev.sluice.builtin.http.receiver;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * Gives each receiver the event loop on which all calls to it are made. A pooled connection stays on the loop of its first
 * request; with the later ones on the same loop, what happens on a connection is seen in the order in which it happens.
 * Between two loops Vert.x lets the end of a connection overtake the answer that came before it.
 */
public final class ReceiverLoops {

    private final List<Context> loops;

    public ReceiverLoops(Vertx vertx) {
        Stream<Context> contexts = Stream.generate(((VertxInternal) vertx)::createEventLoopContext);
        this.loops = contexts.limit(Runtime.getRuntime().availableProcessors()).toList();
    }

    public Context of(String origin) {
        return loops.get(Math.floorMod(origin.hashCode(), loops.size()));
    }

    /** Runs tasks on the caller's context, whatever thread they come from. */
    public static Executor backTo(Context context) {
        return task -> context.runOnContext(here -> task.run());
    }
}
