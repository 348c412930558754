package dev.sluice.worker.telemetry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.SpanContext;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

import dev.sluice.job.Job;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.PreparedJob;
import dev.sluice.worker.job.RunningJob;
import dev.sluice.worker.telemetry.JobLines.Kind;

/**
 * What the log says of single jobs, all in one place. The lines carry the job's {@link JobFields}, also those that are written
 * where its context is not the current one: at the end of its time, or of its lease.
 */
@Singleton
public class JobLog {

    private static final Logger LOG = Logger.getLogger("dev.sluice.consumer.job");

    private final JobLines lines;
    private final boolean firstStackTrace;

    public JobLog(JobLines lines, JobLogConfig config) {
        this.lines = lines;
        this.firstStackTrace = config.logFirstStackTrace();
    }

    public void completed(RunningJob job, Outcome.Completed outcome) {
        if (lines.tellsOfCompleted()) {
            lines.write(
                    Kind.COMPLETED,
                    JobLines.NO_TYPE,
                    JobFields.of(job),
                    null,
                    "Job %s %s completed in %d ms%s",
                    job.type(),
                    job.id(),
                    millis(job),
                    outcome.summary().isEmpty() ? "" : ": " + outcome.summary());
        }
    }

    public void retried(RunningJob job, Outcome.Retry outcome, Duration delay) {
        lines.write(
                Kind.RETRIED,
                job.type(),
                JobFields.of(job),
                firstStackTrace && job.attempt() == 1 ? job.failure() : null,
                "Job %s %s failed after %d ms (attempt %d); retrying in %.1f s: %s",
                job.type(),
                job.id(),
                millis(job),
                job.attempt(),
                delay.toMillis() / 1000.0,
                outcome.reason());
    }

    /** Its last try has failed. */
    public void failed(RunningJob job, Outcome.Retry outcome) {
        lines.write(
                Kind.DEAD,
                job.type(),
                JobFields.of(job),
                job.failure(),
                "Job %s %s failed after %d ms (attempt %d, the last); moving it to the dead-letter queue: %s",
                job.type(),
                job.id(),
                millis(job),
                job.attempt(),
                outcome.reason());
    }

    /** Its message is no longer this worker's: SQS decides what comes next. */
    public void interrupted(RunningJob job, Outcome.Retry outcome) {
        lines.write(
                Kind.INTERRUPTED,
                job.type(),
                JobFields.of(job),
                null,
                "Job %s %s stopped after %d ms (attempt %d); SQS %s: %s",
                job.type(),
                job.id(),
                millis(job),
                job.attempt(),
                job.isLastTry() ? "moves it to the dead-letter queue" : "redelivers it",
                outcome.reason());
    }

    public void rejected(RunningJob job, Outcome.Rejected outcome) {
        lines.write(
                Kind.DEAD,
                job.type(),
                JobFields.of(job),
                null,
                "Job %s %s rejected after %d ms; moving it to the dead-letter queue: %s",
                job.type(),
                job.id(),
                millis(job),
                outcome.reason());
    }

    /** Its handler was told to stop some time ago, and has not. Outside the budgets: there are no more of them than slots. */
    public void goesOn(RunningJob job) {
        lines.writeAnyway(
                Level.WARN,
                JobFields.of(job),
                "Job %s %s still running after %d ms although canceled; it keeps its slot until its handler returns: %s",
                job.type(),
                job.id(),
                millis(job),
                job.prepared().handling().name());
    }

    public void invalid(Job job, String reason, SpanContext trace) {
        lines.write(
                Kind.DEAD,
                job.type(),
                new JobFields(job.id(), job.type(), trace),
                null,
                "Job %s %s is invalid; moving it to the dead-letter queue: %s",
                job.type(),
                job.id(),
                reason);
    }

    public void noRoom(PreparedJob<?> job, Duration delay) {
        lines.writeAnyway(
                Level.DEBUG,
                fields(job.job()),
                "No free slot for job %s %s; returning it to the queue for %.1f s",
                job.type(),
                job.id(),
                delay.toMillis() / 1000.0);
    }

    public void stillInWork(PreparedJob<?> job, Duration delay) {
        lines.write(
                Kind.STILL_IN_WORK,
                job.type(),
                fields(job.job()),
                null,
                "Job %s %s delivered again while an earlier attempt is still running; returning it to the queue for %.1f s",
                job.type(),
                job.id(),
                delay.toMillis() / 1000.0);
    }

    public void stillInWorkAtLast(PreparedJob<?> job) {
        lines.write(
                Kind.DEAD,
                job.type(),
                fields(job.job()),
                null,
                "Job %s %s delivered for the last time while an earlier attempt is still running; moving it to the dead-letter queue",
                job.type(),
                job.id());
    }

    public void noJob(IncomingSqsMetadata metadata, String reason) {
        lines.write(
                Kind.NO_JOB,
                JobLines.NO_TYPE,
                JobFields.NONE,
                null,
                "Message %s of queue %s is not a valid job; moving it to the dead-letter queue: %s",
                metadata.messageId(),
                metadata.queue(),
                reason);
    }

    public void noHandler(Job job, IncomingSqsMetadata metadata, Duration delay) {
        lines.write(
                Kind.UNKNOWN,
                JobLines.NO_TYPE,
                fields(job),
                null,
                "No handler for job %s %s (attempt %d); returning it to the queue for %.1f s",
                job.type(),
                job.id(),
                metadata.receiveCount(),
                delay.toMillis() / 1000.0);
    }

    public void noHandlerAtLast(Job job, IncomingSqsMetadata metadata) {
        lines.write(
                Kind.UNKNOWN,
                JobLines.NO_TYPE,
                fields(job),
                null,
                "No handler for job %s %s (attempt %d, the last); moving it to the dead-letter queue",
                job.type(),
                job.id(),
                metadata.receiveCount());
    }

    public void unexpected(IncomingSqsMetadata metadata, Throwable failure) {
        lines.write(
                Kind.FAULT,
                JobLines.NO_TYPE,
                JobFields.NONE,
                failure,
                "Failed to process message %s of queue %s; this is a bug in Sluice",
                metadata.messageId(),
                metadata.queue());
    }

    public void notSettled(Throwable failure) {
        LOG.log(Level.DEBUG, "Failed to settle a message; SQS redelivers it", failure);
    }

    private static JobFields fields(Job job) {
        return new JobFields(job.id(), job.type(), SpanContext.getInvalid());
    }

    private static long millis(RunningJob job) {
        return TimeUnit.NANOSECONDS.toMillis(job.nanosSoFar());
    }
}
