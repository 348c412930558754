package dev.sluice.worker.admission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.sluice.worker.eventloop.HandlerLoop;
import dev.sluice.worker.eventloop.WatchThread;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.Handlers;
import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.job.JobsConfig;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.run.RunningJobs;

/**
 * Decides which jobs may run now, which wait here under their lease, and which go back, by the worker's {@link Slots}. Free
 * slots are the demand of the stream.
 */
@Singleton
public class Admission {

    /** How soon a held-up stream goes on: when jobs may go back after all, or when a loop that has to ask is blocked. */
    private static final Duration RELIEF = Duration.ofSeconds(1);

    private final RunningJobs running;
    private final Slots<PreparedJob<?>> slots;
    private final WatchThread watch;
    private final EarliestTimer rateTimer;
    /** One object, so that it is known for the same: jobs that end together are one demand. */
    private final Runnable fill = this::fill;

    private volatile WaitingJobs waiting;
    private volatile LongConsumer stream = ignored -> {};

    Admission(Handlers handlers, RunningJobs running, WatchThread watch, JobsConfig config) {
        this.running = running;
        Map<String, JobRules> types =
                handlers.all().stream().collect(Collectors.toMap(HandlerBinding::type, HandlerBinding::rules));
        this.slots = new Slots<>(config.concurrency(), types, PreparedJob::mayGoBack, System::nanoTime);
        this.watch = watch;
        this.rateTimer = new EarliestTimer(watch, fill);
    }

    /**
     * Begins to ask for messages.
     *
     * @param demand asked for so many more; each must come back as {@link #admit} or {@link #passed}
     * @param told what becomes of jobs that wait
     */
    public void open(LongConsumer demand, WaitingJobs told) {
        waiting = told;
        stream = demand;
        fill();
        watch.every(RELIEF, this::relieve);
    }

    /** A message has come that needs no slot. */
    public void passed() {
        slots.passed();
        HandlerLoop.afterBurst(fill);
    }

    /** A job has come; on a handler loop, where it may start at once. Whoever is let in has to {@link #leave}. */
    public Decision admit(PreparedJob<?> job) {
        if (job.lease().isLost()) {
            passed();
            return Decision.NOT_OURS;
        }
        if (running.isInWork(job.metadata().messageId())) {
            passed();
            return Decision.STILL_IN_WORK;
        }
        Decision decision = slots.enter(job.type(), job);
        if (decision == Decision.WAITS) {
            job.lease().onLost(() -> lost(job));
            fill();
        } else if (decision == Decision.NO_ROOM) {
            fill();
        }
        return decision;
    }

    /** A job that had a slot needs it no more. */
    public void leave(PreparedJob<?> job) {
        slots.leave(job.type());
        HandlerLoop.afterBurst(fill);
    }

    /** Lets nothing start any more, and gives back what waits. */
    public List<PreparedJob<?>> close() {
        return slots.close();
    }

    public boolean isClosed() {
        return slots.isClosed();
    }

    /** Another worker may have it by now. */
    private void lost(PreparedJob<?> job) {
        slots.forget(job.type(), job);
        fill();
    }

    /** Also asks for what a burst has left unasked because one of its handlers blocks its loop. */
    private void relieve() {
        slots.takeSurplus().forEach(waiting::goesBack);
        fill();
    }

    private void fill() {
        for (PreparedJob<?> job : slots.startWaiting()) {
            waiting.starts(job);
        }
        slots.ask(stream);
        long untilRate = slots.untilRate();
        if (untilRate > 0) {
            rateTimer.in(Duration.ofNanos(untilRate));
        }
    }
}
