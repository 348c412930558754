package dev.sluice.worker.eventloop;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;

import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.Handlers;

/**
 * Finds the handlers that block an event loop. A loop that has not run a small task for half a second is blocked, and its
 * thread's stack says by whom; when that is no handler, it is left to Vert.x to complain.
 */
@Startup
@Singleton
public class LoopWatch {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** Well beyond what a busy machine or the garbage collector makes of a task that takes no time. */
    private static final long LIMIT = Duration.ofMillis(500).toNanos();

    private final HandlerLoops loops;
    private final HandlerFrames frames;
    private final BlockingReport report;
    private final SustainedCondition allBlocked = new SustainedCondition(System::nanoTime);

    LoopWatch(HandlerLoops loops, Handlers handlers, WatchThread watch) {
        this.loops = loops;
        this.frames = new HandlerFrames(handlers.all());
        this.report = new BlockingReport(System::nanoTime);
        watch.every(LOOK, this::look);
    }

    /** Whether no handler loop has answered for this long. */
    public boolean allBlockedFor(Duration time) {
        return allBlocked.hasLasted(time);
    }

    private void look() {
        long now = System.nanoTime();
        boolean all = true;
        for (HandlerLoop loop : loops.all()) {
            if (loop.hasAnswered()) {
                loop.ping(now);
            } else if (loop.silence(now) > LIMIT && !loop.isBlocked()) {
                blocked(loop, now);
            }
            all &= loop.isBlocked();
        }
        allBlocked.is(all);
    }

    private void blocked(HandlerLoop loop, long now) {
        if (loop.thread() == null) {
            return;
        }
        StackTraceElement[] stack = loop.thread().getStackTrace();
        Optional<HandlerBinding<?>> culprit = frames.firstIn(stack);
        if (culprit.isPresent() && !loop.hasAnswered()) {
            loop.block();
            report.blocks(culprit.get(), loop.thread().getName(), loop.silence(now), stack);
        }
    }
}
