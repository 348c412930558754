package dev.sluice.worker.run;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.worker.eventloop.SustainedCondition;
import dev.sluice.worker.eventloop.WatchThread;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.JobsConfig;
import dev.sluice.worker.job.RunningJob;
import dev.sluice.worker.telemetry.JobLog;

/**
 * The jobs in work, and the end of those that take too long. One look around every quarter of a second does for all of
 * them what a timer for each would do at a price to every job.
 */
@Singleton
public class RunningJobs {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Outcome TOO_LONG = Outcome.retry("time limit exceeded");

    /** A handler that is told to stop may tidy up for so long before it is said to go on regardless. */
    private static final long TIDYING = Duration.ofSeconds(1).toNanos();

    /** Those that were named in the log are in it with {@code true}. */
    private final ConcurrentHashMap<RunningJob, Boolean> jobs = new ConcurrentHashMap<>();

    /** The ids of their messages. */
    private final Set<String> messages = ConcurrentHashMap.newKeySet();

    private final JobLog log;
    private final int slots;
    private final SustainedCondition allStuck = new SustainedCondition(System::nanoTime);

    RunningJobs(WatchThread watch, JobLog log, JobsConfig config) {
        this.log = log;
        this.slots = config.concurrency();
        watch.every(LOOK, this::look);
    }

    void add(RunningJob job) {
        jobs.put(job, false);
        messages.add(job.prepared().metadata().messageId());
    }

    void remove(RunningJob job) {
        jobs.remove(job);
        messages.remove(job.prepared().metadata().messageId());
    }

    /** Whether a handler still works on this message, whatever has become of its job. */
    public boolean isInWork(String messageId) {
        return messages.contains(messageId);
    }

    /** Those that hold a slot now. */
    public int count() {
        return jobs.size();
    }

    /** Whether a job has been in work for this long. */
    public boolean anyFor(Duration time) {
        // A duration can be longer than nanoseconds can say.
        return jobs.keySet().stream()
                .anyMatch(job -> Duration.ofNanos(job.nanosSoFar()).compareTo(time) >= 0);
    }

    /** Whether all slots have been held for this long by handlers that go on although they were told to stop. */
    boolean allStuckFor(Duration time) {
        return allStuck.hasLasted(time);
    }

    private void look() {
        long now = System.nanoTime();
        int stuck = 0;
        for (RunningJob job : jobs.keySet()) {
            if (job.isOverdue(now)) {
                // One that cannot be stopped must not keep the others from their end.
                FailSafe.run(() -> job.cancel(TOO_LONG));
            }
            if (job.nanosSinceCancelled(now) > TIDYING) {
                stuck++;
                if (jobs.replace(job, false, true)) {
                    log.goesOn(job);
                }
            }
        }
        allStuck.is(stuck >= slots);
    }
}
