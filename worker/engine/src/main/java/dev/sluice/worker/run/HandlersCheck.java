package dev.sluice.worker.run;

import java.time.Duration;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import dev.sluice.worker.eventloop.LoopWatch;

/**
 * Liveness: goes down when handlers have taken the whole worker for good, so that nothing but a restart can bring it back.
 * Trouble with the queue is no reason: a restart does not end it.
 */
@Liveness
@Singleton
public class HandlersCheck implements HealthCheck {

    /** So long beyond their time limit; a pause of the machine is over by then, and a handler that tidies up as well. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RunningJobs jobs;
    private final LoopWatch loops;

    HandlersCheck(RunningJobs jobs, LoopWatch loops) {
        this.jobs = jobs;
        this.loops = loops;
    }

    @Override
    public HealthCheckResponse call() {
        return after(PATIENCE);
    }

    /** What it answers when it is patient for this long. */
    HealthCheckResponse after(Duration patience) {
        boolean noSlot = jobs.allStuckFor(patience);
        boolean noLoop = loops.allBlockedFor(patience);
        var answer = HealthCheckResponse.named("handlers").status(!noSlot && !noLoop);
        if (noSlot) {
            answer.withData("slots", "all are held by handlers that go on although they were told to stop");
        }
        if (noLoop) {
            answer.withData("event loops", "all are blocked by handlers");
        }
        return answer.build();
    }
}
