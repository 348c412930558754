package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;

import dev.sluice.consumer.handler.Outcome;

/**
 * The jobs in work, and the end of those that take too long. One look around every quarter of a second does for all of
 * them what a timer for each would do at a price to every job.
 */
@ApplicationScoped
public class RunningJobs {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Set<RunningJob> running = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private final long timer;

    RunningJobs(Vertx vertx) {
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(LOOK.toMillis(), ignored -> endOverdue());
    }

    void add(RunningJob job) {
        running.add(job);
        job.outcome().whenComplete((outcome, failure) -> running.remove(job));
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    private void endOverdue() {
        long now = System.nanoTime();
        for (RunningJob job : running) {
            if (job.isOverdue(now)) {
                job.cancel(Outcome.retry("the time limit is over"));
            }
        }
    }
}
