package dev.sluice.worker.admission;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;

import dev.sluice.worker.eventloop.HandlerLoop;
import dev.sluice.worker.eventloop.HandlerLoops;
import dev.sluice.worker.eventloop.WatchThread;
import dev.sluice.worker.intake.CodeGate;
import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.Handlers;
import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.job.JobsConfig;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.run.JobRunner;
import dev.sluice.worker.run.RunningJobs;
import dev.sluice.worker.run.Settler;

/**
 * Lets jobs into the worker's {@link Slots} and does what those say: starts a job, lets it wait under its lease, or sends
 * it back. Free slots are the demand of the stream.
 */
@ApplicationScoped
public class Admission {

    /** How soon a held-up stream goes on: when jobs may go back after all, or when a loop that has to ask is blocked. */
    private static final Duration RELIEF = Duration.ofSeconds(1);

    private final HandlerLoops loops;
    private final CodeGate gate;
    private final JobRunner runner;
    private final RunningJobs running;
    private final Settler settler;
    private final Slots<PreparedJob<?>> slots;
    private final WatchThread watch;
    private final EarliestTimer rateAlarm;
    private final Consumer<PreparedJob<?>> whenEnded = this::ended;
    /** One object, so that it is known for the same: jobs that end together are one demand. */
    private final Runnable fill = this::fill;

    private volatile LongConsumer stream = ignored -> {};

    Admission(
            HandlerLoops loops,
            CodeGate gate,
            Handlers handlers,
            JobRunner runner,
            RunningJobs running,
            Settler settler,
            WatchThread watch,
            JobsConfig config) {
        this.loops = loops;
        this.gate = gate;
        this.runner = runner;
        this.running = running;
        this.settler = settler;
        Map<String, JobRules> types =
                handlers.all().stream().collect(Collectors.toMap(HandlerBinding::type, HandlerBinding::rules));
        this.slots = new Slots<>(config.concurrency(), types, PreparedJob::mayGoBack, System::nanoTime);
        this.watch = watch;
        this.rateAlarm = new EarliestTimer(watch, fill);
    }

    /**
     * Begins to ask for messages.
     *
     * @param demand asked for so many more; each must come back as {@link #admit} or {@link #passed}
     */
    public void open(LongConsumer demand) {
        stream = demand;
        fill();
        watch.every(RELIEF, this::relieve);
    }

    /** A message has come that needs no slot. */
    public void passed() {
        slots.passed();
        HandlerLoop.afterBurst(fill);
    }

    /**
     * A job has come; on a handler loop, where it may start at once. One whose lease is lost by now (the process was
     * asleep) is somebody else's. One that a handler here still works on, although it was told to stop, must not run beside
     * itself.
     */
    public void admit(PreparedJob<?> job) {
        if (job.lease().isLost()) {
            passed();
            return;
        }
        if (running.isInWork(job.metadata().messageId())) {
            settler.stillInWork(job);
            passed();
            return;
        }
        switch (slots.enter(job.type(), job)) {
            case STARTS -> runner.start(job, whenEnded);
            case WAITS -> {
                job.lease().onLost(() -> lost(job));
                fill();
            }
            case GOES_BACK -> {
                settler.noRoom(job);
                fill();
            }
            case CLOSED -> settler.notBegun(job.message());
        }
    }

    /** After the channels have stopped receiving and before they wait for what is in work: nothing may begin while they do. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) ShutdownEvent stopping) {
        slots.close().stream().map(PreparedJob::message).forEach(settler::notBegun);
    }

    private void ended(PreparedJob<?> job) {
        slots.leave(job.type());
        HandlerLoop.afterBurst(fill);
    }

    /** Another worker may have it by now. */
    private void lost(PreparedJob<?> job) {
        slots.forget(job.type(), job);
        fill();
    }

    /** Also asks for what a burst has left unasked because one of its handlers blocks its loop. */
    private void relieve() {
        slots.takeSurplus().forEach(settler::noRoom);
        fill();
    }

    private void fill() {
        for (PreparedJob<?> job : slots.startWaiting()) {
            start(job);
        }
        slots.ask(stream);
        long untilRate = slots.untilRate();
        if (untilRate > 0) {
            rateAlarm.in(Duration.ofNanos(untilRate));
        }
    }

    /** While it waited, the code may have become old. */
    private void start(PreparedJob<?> job) {
        Runnable task = () -> loops.execute(() -> startWaited(job));
        if (gate.isOpen()) {
            task.run();
        } else {
            gate.pass(job.message(), task);
        }
    }

    /** The order to stop, or the end of the lease, may have come while the job was on its way to the loop. */
    private void startWaited(PreparedJob<?> job) {
        if (slots.isClosed()) {
            settler.notBegun(job.message());
        } else if (job.lease().isLost()) {
            ended(job);
        } else {
            runner.start(job, whenEnded);
        }
    }
}
