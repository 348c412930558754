package dev.sluice.worker.probe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

@ApplicationScoped
public class HeldHandler implements BlockingJobHandler<Held> {

    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final Set<String> sawCancelled = ConcurrentHashMap.newKeySet();

    @Override
    public Outcome handle(Held held, JobContext job) throws InterruptedException {
        started.incrementAndGet();
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            hold(held.stubborn());
            if (job.isCancelled()) {
                sawCancelled.add(job.id());
            }
            return Outcome.completed();
        } finally {
            running.decrementAndGet();
        }
    }

    private void hold(boolean stubborn) throws InterruptedException {
        if (!stubborn) {
            permits.tryAcquire(60, TimeUnit.SECONDS);
            return;
        }
        for (boolean done = false; !done; ) {
            try {
                done = permits.tryAcquire(60, TimeUnit.SECONDS);
            } catch (InterruptedException ignored) {
                // That is what makes it stubborn.
            }
        }
    }

    /** Lets so many jobs end. */
    public void release(int jobs) {
        permits.release(jobs);
    }

    /** Those that begin from now on are held again. */
    public void reset() {
        permits.drainPermits();
        mostRunning.set(running.get());
        started.set(0);
    }

    public int running() {
        return running.get();
    }

    public int mostRunning() {
        return mostRunning.get();
    }

    public int started() {
        return started.get();
    }

    public boolean sawThatItWasCancelled(String id) {
        return sawCancelled.contains(id);
    }
}
