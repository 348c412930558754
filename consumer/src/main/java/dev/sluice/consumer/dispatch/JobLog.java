package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.SpanContext;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

import dev.sluice.consumer.ConsumerConfig;
import dev.sluice.consumer.handler.Outcome;
import dev.sluice.job.Job;
import dev.sluice.job.OneLine;
import dev.sluice.meters.FailSafe;
import dev.sluice.sqs.IncomingSqsMetadata;

/**
 * The lines about single jobs, all in one place, and never more of them in a second than the budget allows. They carry the
 * job's {@link JobFields}, also those that are written where its context is not the current one: at the end of its time, or
 * of its lease. Whatever a sender, a handler or a called server has put into a line, it stays one line of bearable length.
 * Never fails: what becomes of a job does not depend on its being told.
 */
@ApplicationScoped
public class JobLog {

    private static final Logger LOG = Logger.getLogger("dev.sluice.consumer.job");

    /** For what a line is told by others: an id, a reason. */
    private static final int MAX_TEXT = 1_000;

    private final LineBudget budget;

    JobLog(ConsumerConfig config) {
        budget = new LineBudget(
                config.dispatch().logLinesPerSecond(),
                System::nanoTime,
                skipped -> LOG.log(line(
                        Level.INFO, "%d more lines about jobs were not written, to keep the log readable", skipped)));
    }

    void completed(RunningJob job, Outcome.Completed outcome) {
        if (LOG.isLoggable(Level.INFO)) {
            write(
                    Level.INFO,
                    JobFields.of(job),
                    "Job %s %s completed in %d ms%s",
                    job.type(),
                    job.id(),
                    millis(job),
                    outcome.summary().isEmpty() ? "" : ": " + outcome.summary());
        }
    }

    void retried(RunningJob job, Outcome.Retry outcome, Duration delay) {
        write(
                Level.WARN,
                JobFields.of(job),
                "Job %s %s failed after %d ms at attempt %d, next in %.1f s: %s",
                job.type(),
                job.id(),
                millis(job),
                job.attempt(),
                delay.toMillis() / 1000.0,
                outcome.reason());
    }

    void rejected(RunningJob job, Outcome.Rejected outcome) {
        write(
                Level.WARN,
                JobFields.of(job),
                "Job %s %s rejected after %d ms, to the dead-letter queue: %s",
                job.type(),
                job.id(),
                millis(job),
                outcome.reason());
    }

    /** Its handler was told to stop some time ago, and has not. Outside the budget: there are no more of them than slots. */
    void goesOn(RunningJob job) {
        writeAnyway(
                Level.WARN,
                JobFields.of(job),
                "%s goes on with job %s %s after %d ms, although it was told to stop; it keeps its slot until it returns",
                job.prepared().handling().name(),
                job.type(),
                job.id(),
                millis(job));
    }

    void invalid(Job job, String reason, SpanContext trace) {
        write(
                Level.WARN,
                new JobFields(job.id(), job.type(), trace),
                "Job %s %s rejected, to the dead-letter queue: %s",
                job.type(),
                job.id(),
                reason);
    }

    void noRoom(PreparedJob<?> job, Duration delay) {
        writeAnyway(
                Level.DEBUG,
                new JobFields(job.id(), job.type(), SpanContext.getInvalid()),
                "Job %s %s finds no room here, next in %.1f s",
                job.type(),
                job.id(),
                delay.toMillis() / 1000.0);
    }

    void stillInWork(PreparedJob<?> job, Duration delay) {
        write(
                Level.WARN,
                new JobFields(job.id(), job.type(), SpanContext.getInvalid()),
                "Job %s %s has come again while its last handler goes on here, next in %.1f s",
                job.type(),
                job.id(),
                delay.toMillis() / 1000.0);
    }

    void noJob(IncomingSqsMetadata metadata, String reason) {
        write(
                Level.WARN,
                JobFields.NONE,
                "Message %s of queue %s is no job, to the dead-letter queue: %s",
                metadata.messageId(),
                metadata.queue(),
                reason);
    }

    void noHandler(IncomingSqsMetadata metadata, Job job) {
        write(
                Level.WARN,
                new JobFields(job.id(), job.type(), SpanContext.getInvalid()),
                "Message %s of queue %s is a job of type \"%s\", which nobody handles here; it goes back",
                metadata.messageId(),
                metadata.queue(),
                job.type());
    }

    void unexpected(IncomingSqsMetadata metadata, Throwable failure) {
        FailSafe.run(() -> {
            if (budget.take()) {
                ExtLogRecord line = line(
                        Level.ERROR,
                        "Message %s of queue %s met a fault in Sluice; it goes back",
                        metadata.messageId(),
                        metadata.queue());
                line.setThrown(failure);
                LOG.log(line);
            }
        });
    }

    void notSettled(Throwable failure) {
        LOG.log(Level.DEBUG, "A settlement failed; SQS delivers the message again", failure);
    }

    /** Within the budget. */
    private void write(Level level, JobFields fields, String format, Object... arguments) {
        FailSafe.run(() -> {
            if (budget.take()) {
                log(level, fields, format, arguments);
            }
        });
    }

    private static void writeAnyway(Level level, JobFields fields, String format, Object... arguments) {
        FailSafe.run(() -> log(level, fields, format, arguments));
    }

    private static void log(Level level, JobFields fields, String format, Object... arguments) {
        if (LOG.isLoggable(level)) {
            ExtLogRecord line = line(level, format, arguments);
            fields.addTo(line);
            LOG.log(line);
        }
    }

    private static ExtLogRecord line(Level level, String format, Object... arguments) {
        ExtLogRecord line = new ExtLogRecord(level, format, FormatStyle.PRINTF, JobLog.class.getName());
        line.setParameters(Arrays.stream(arguments)
                .map(argument -> argument instanceof String text ? OneLine.of(text, MAX_TEXT) : argument)
                .toArray());
        return line;
    }

    private static long millis(RunningJob job) {
        return TimeUnit.NANOSECONDS.toMillis(job.nanosSoFar());
    }
}
