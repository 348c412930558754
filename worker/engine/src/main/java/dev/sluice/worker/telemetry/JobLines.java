package dev.sluice.worker.telemetry;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

import dev.sluice.job.OneLine;
import dev.sluice.runtime.meters.FailSafe;
import dev.sluice.worker.eventloop.WatchThread;

/**
 * Writes the lines about single jobs, and never more of them in a second than the budget allows. Each kind has a budget of its
 * own, those of failures one for each job type: no failure is left out because of a success, or of another type's failures. What
 * is left out is told as a number. Whatever a sender, a handler or a called server has put into a line, it stays one line of
 * bearable length. Never fails: what becomes of a job does not depend on its being told.
 */
@Singleton
public class JobLines {

    /** What lines are about, and what stands for those that were left out. */
    enum Kind {
        COMPLETED(Level.INFO, "completed jobs"),
        RETRIED(Level.WARN, "retried jobs of type %s"),
        DEAD(Level.WARN, "dead letters of type %s"),
        INTERRUPTED(Level.WARN, "stopped jobs of type %s"),
        STILL_IN_WORK(Level.WARN, "jobs of type %s delivered again during an earlier attempt"),
        UNKNOWN(Level.WARN, "jobs without a handler"),
        NO_JOB(Level.WARN, "invalid messages"),
        FAULT(Level.ERROR, "messages that could not be processed");

        private final Level level;
        private final String leftOut;

        Kind(Level level, String leftOut) {
            this.level = level;
            this.leftOut = leftOut;
        }
    }

    /** For the kinds that know no type: what a sender calls a type must not become a key here. */
    static final String NO_TYPE = "";

    private static final Logger LOG = Logger.getLogger("dev.sluice.consumer.job");

    /** For what a line is told by others: an id, a reason. */
    private static final int MAX_TEXT = 1_000;

    private static final Duration TELL = Duration.ofSeconds(1);

    private record Key(Kind kind, String type) {}

    private final int perSecond;
    private final LineBudget completed;
    private final Map<Key, LineBudget> others = new ConcurrentHashMap<>();

    public JobLines(JobLogConfig config, WatchThread watch) {
        this.perSecond = config.logLinesPerSecond();
        this.completed = budget(new Key(Kind.COMPLETED, NO_TYPE));
        watch.every(TELL, () -> tell(false));
    }

    /** Whether anybody wants to read of completed jobs. */
    boolean tellsOfCompleted() {
        return LOG.isLoggable(Level.INFO);
    }

    /**
     * Writes a line within the budget of its kind.
     *
     * @param type a job type that is handled here, or {@link #NO_TYPE}
     * @param thrown written with its stack trace; null for none
     */
    void write(Kind kind, String type, JobFields fields, Throwable thrown, String format, Object... arguments) {
        FailSafe.run(() -> {
            if (budgetOf(kind, type).take()) {
                log(kind.level, fields, thrown, format, arguments);
            }
        });
    }

    /** Writes a line that is outside all budgets. */
    void writeAnyway(Level level, JobFields fields, String format, Object... arguments) {
        FailSafe.run(() -> log(level, fields, null, format, arguments));
    }

    /** What was left out in the last second is told before the end. */
    @PreDestroy
    void end() {
        tell(true);
    }

    private void tell(boolean atOnce) {
        FailSafe.run(() -> completed.tell(atOnce));
        others.values().forEach(budget -> FailSafe.run(() -> budget.tell(atOnce)));
    }

    private LineBudget budgetOf(Kind kind, String type) {
        return kind == Kind.COMPLETED ? completed : others.computeIfAbsent(new Key(kind, type), this::budget);
    }

    private LineBudget budget(Key key) {
        return new LineBudget(
                perSecond,
                System::nanoTime,
                lines -> log(
                        key.kind.level,
                        JobFields.NONE,
                        null,
                        "Log lines suppressed for %s: %d",
                        key.kind.leftOut.formatted(key.type),
                        lines));
    }

    private static void log(Level level, JobFields fields, Throwable thrown, String format, Object... arguments) {
        if (LOG.isLoggable(level)) {
            ExtLogRecord line = new ExtLogRecord(level, format, FormatStyle.PRINTF, JobLines.class.getName());
            line.setParameters(Arrays.stream(arguments)
                    .map(argument -> argument instanceof String text ? OneLine.of(text, MAX_TEXT) : argument)
                    .toArray());
            line.setThrown(thrown);
            fields.addTo(line);
            LOG.log(line);
        }
    }
}
