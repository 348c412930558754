package dev.sluice.benchmarks.worker;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

/** Waits on a virtual thread of its own. */
@ApplicationScoped
public class NapHandler implements BlockingJobHandler<Nap> {

    @Override
    public Outcome handle(Nap nap, JobContext job) throws InterruptedException {
        if (nap.millis() > 0) {
            Thread.sleep(Duration.ofMillis(nap.millis()));
        }
        return Outcome.completed();
    }
}
