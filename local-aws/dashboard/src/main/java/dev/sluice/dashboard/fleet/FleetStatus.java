package dev.sluice.dashboard.fleet;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import dev.sluice.dashboard.panel.FleetAlarm;
import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.dashboard.service.ServiceState;

import static dev.sluice.dashboard.fleet.Figures.jobs;
import static dev.sluice.dashboard.fleet.Figures.jobsPerSecond;
import static dev.sluice.dashboard.fleet.Figures.perSecond;
import static dev.sluice.dashboard.fleet.Figures.share;
import static dev.sluice.dashboard.fleet.Figures.time;

/**
 * Makes one sentence of what is known: the worst that holds. What is bad is what wakes somebody up in production, by the
 * same thresholds, without their minutes of patience.
 */
public final class FleetStatus {

    /** Three of the longest steps in which services publish in dev mode. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Two of dev mode's own: enough when a worker does not answer either. */
    private static final Duration SHORT_SILENCE = Duration.ofSeconds(5);

    /** A worker with free slots takes what waits within a second, and tells it within some more. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Jobs that wait for so much of the time at which the alarm goes off are worth a look. */
    private static final double SOON = 0.1;

    /** From there on the slots are what holds the jobs up. */
    private static final double BUSY = 0.9;

    private final Desk desk;
    private final Fleet fleet;
    private final List<QueueDepth> queues;
    private final ServiceState producer;
    private final ServiceState consumer;
    private final long backlog;

    private FleetStatus(Desk desk) {
        this.desk = desk;
        this.fleet = desk.fleet();
        this.queues = desk.queues();
        this.producer = desk.services().producer();
        this.consumer = desk.services().consumer();
        this.backlog = desk.backlog();
    }

    public static StatusMessage of(Desk desk) {
        return new FleetStatus(desk).verdict();
    }

    public static StatusMessage withoutQueues() {
        return StatusMessage.bad(
                "No queue", "The local SQS does not answer: no job can be submitted or done. Start ./dev.");
    }

    private StatusMessage verdict() {
        if (consumer.isAway() && !fleet.worksWithin(SHORT_SILENCE)) {
            return withoutConsumer();
        }
        if (consumer.expected() && consumer.state() == ServiceState.State.STARTING) {
            return StatusMessage.unknown(
                    "Starting", waits("The consumer has not answered yet. ").strip());
        }
        if (producer.isAway()) {
            return StatusMessage.bad(
                    "Producer down",
                    "The producer %s: nothing answers at %s, and no job can be submitted. Its log says why."
                            .formatted(producer.detail(), producer.management()));
        }
        if (fleet.silence().isEmpty()) {
            return consumer.expected() && consumer.isUp()
                    ? moving(StatusMessage.unknown(
                            "No jobs yet", "Nothing has been measured so far. Send a sample job."))
                    : withoutWorker(StatusMessage.unknown(
                            "No jobs yet", "Nothing has been measured so far. Send a sample job."));
        }
        Duration silence = fleet.silence().get();
        if (silence.compareTo(SILENCE) > 0) {
            String sentence = "Nothing has been measured for %s: is a service running? The panels show what was before."
                    .formatted(time(silence.toSeconds()));
            return backlog > 0 ? StatusMessage.bad("No data", sentence) : StatusMessage.warning("No data", sentence);
        }
        if (!fleet.worksWithin(SILENCE)) {
            return withoutWorker(
                    StatusMessage.warning("No worker", "No worker reports, and no job waits. Start the consumer."));
        }
        if (fleet.age() > FleetAlarm.BACKLOG_OLD.threshold()) {
            return StatusMessage.bad("Not keeping up", late());
        }
        if (fleet.age() > SOON * FleetAlarm.BACKLOG_OLD.threshold()) {
            return StatusMessage.warning("Falling behind", late());
        }
        return moving(inTime());
    }

    /** That of a service which is known and does not answer: it has failed to start, has been killed, or hangs. */
    private StatusMessage withoutConsumer() {
        String sentence =
                waits("The consumer %s: nothing answers at %s. ".formatted(consumer.detail(), consumer.management()))
                        + "Its log says why.";
        return backlog > 0
                ? StatusMessage.bad("Consumer down", sentence)
                : StatusMessage.warning("Consumer down", sentence);
    }

    /** What is wrong without a worker depends on whether anything is to be done. */
    private StatusMessage withoutWorker(StatusMessage ifNothingWaits) {
        return backlog > 0
                ? StatusMessage.bad(
                        "No worker", jobs(backlog) + " in the queues and no worker reports. Start the consumer.")
                : ifNothingWaits;
    }

    /** Whatever the meters say: jobs that nobody takes are no good news. */
    private StatusMessage moving(StatusMessage ifJobsMove) {
        boolean stands = desk.free() > 0
                && fleet.received() == 0
                && desk.waiting().compareTo(PATIENCE) >= 0
                && !(fleet.utilisation() >= BUSY);
        if (stands) {
            String why = consumer.state() == ServiceState.State.NOT_READY
                    ? "The consumer is not ready: %s.".formatted(consumer.detail())
                    : "Look at the consumer's log.";
            return StatusMessage.bad(
                    "Standing still",
                    "%s for %s and no worker takes any, although slots are free. %s"
                            .formatted(waiting(desk.free()), time(desk.waiting().toSeconds()), why));
        }
        return consumer.expected() && consumer.state() == ServiceState.State.NOT_READY
                ? StatusMessage.warning("Not ready", "The consumer is not ready: %s.".formatted(consumer.detail()))
                : ifJobsMove;
    }

    private String waits(String before) {
        return backlog == 0 ? before : before + waiting(backlog) + ". ";
    }

    private static String waiting(long count) {
        return jobs(count) + (count == 1 ? " waits" : " wait");
    }

    private String late() {
        return "Jobs in %s have waited for %s: %s".formatted(fleet.oldest(), time(fleet.age()), cause());
    }

    private String cause() {
        if (fleet.utilisation() >= BUSY) {
            String slow = fleet.slowest() == null
                    ? ""
                    : ", the longest with %s (p95 %s)".formatted(fleet.slowest(), time(fleet.handlerTime()));
            return "%s of the slots are busy%s. Add workers or raise their concurrency."
                    .formatted(share(fleet.utilisation()), slow);
        }
        if (failing()) {
            return "most jobs fail and are tried again (%s). Look at the consumer's log."
                    .formatted(perSecond(fleet.retried()));
        }
        return Double.isNaN(fleet.utilisation())
                ? "the workers do not say how busy they are."
                : "yet only %s of the slots are busy. Do other queues go first, or does a FIFO group wait for a job?"
                        .formatted(share(fleet.utilisation()));
    }

    private StatusMessage inTime() {
        long dead = desk.dead();
        if (dead > FleetAlarm.DEAD_LETTERS.threshold()) {
            QueueDepth most = queues.stream()
                    .max(Comparator.comparingLong(QueueDepth::dead))
                    .orElseThrow();
            return StatusMessage.warning(
                            "Dead letters",
                            "The fleet keeps up, but %s failed for good. Mend the cause, then retry."
                                    .formatted(dead == 1 ? "1 job has" : jobs(dead) + " have"))
                    .about(most.name());
        }
        if (fleet.leasesLost() > FleetAlarm.LEASES_LOST.threshold()) {
            return StatusMessage.warning(
                    "Leases lost",
                    "%.0f leases were lost within a minute: jobs may be done twice. Are workers starved of CPU?"
                            .formatted(fleet.leasesLost()));
        }
        if (failing()) {
            return StatusMessage.warning(
                    "Jobs fail",
                    "More jobs are tried again (%s) than done (%s). Look at the consumer's log."
                            .formatted(perSecond(fleet.retried()), perSecond(fleet.completed())));
        }
        return keepingUp();
    }

    private StatusMessage keepingUp() {
        if (fleet.completed() == 0 && fleet.accepted() == 0 && backlog == 0) {
            return StatusMessage.good("Idle", "The queues are empty and the workers are free. Send a sample job.");
        }
        StringBuilder sentence = new StringBuilder(
                "%s come in and %s are done".formatted(jobsPerSecond(fleet.accepted()), perSecond(fleet.completed())));
        if (!Double.isNaN(fleet.waitTime())) {
            sentence.append("; they wait ").append(time(fleet.waitTime())).append(" (p95)");
        }
        if (!Double.isNaN(fleet.utilisation())) {
            sentence.append(", and ").append(share(fleet.utilisation())).append(" of the slots are busy");
        }
        return StatusMessage.good("Keeping up", sentence.append('.').toString());
    }

    private boolean failing() {
        return fleet.retried() > fleet.completed();
    }
}
