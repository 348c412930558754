package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.sluice.consumer.ConsumerConfig;
import dev.sluice.consumer.handler.Outcome;
import dev.sluice.job.Job;
import dev.sluice.sqs.IncomingSqsMetadata;

/** The lines about single jobs, all in one place, and never more of them in a second than the budget allows. */
@ApplicationScoped
public class JobLog {

    private static final Logger LOG = Logger.getLogger("dev.sluice.consumer.job");

    private final LineBudget budget;

    JobLog(ConsumerConfig config) {
        budget = new LineBudget(
                config.dispatch().logLinesPerSecond(),
                System::nanoTime,
                skipped -> LOG.infof("%d more lines about jobs were not written, to keep the log readable", skipped));
    }

    void completed(RunningJob job, Outcome.Completed outcome) {
        if (LOG.isInfoEnabled() && budget.take()) {
            LOG.infof(
                    "Job %s %s completed in %d ms%s",
                    job.type(), job.id(), millis(job), outcome.summary().isEmpty() ? "" : ": " + outcome.summary());
        }
    }

    void retried(RunningJob job, Outcome.Retry outcome, Duration delay) {
        if (budget.take()) {
            LOG.warnf(
                    "Job %s %s failed after %d ms at attempt %d, next in %.1f s: %s",
                    job.type(), job.id(), millis(job), job.attempt(), delay.toMillis() / 1000.0, outcome.reason());
        }
    }

    void rejected(RunningJob job, Outcome.Rejected outcome) {
        if (budget.take()) {
            LOG.warnf(
                    "Job %s %s rejected after %d ms, to the dead-letter queue: %s",
                    job.type(), job.id(), millis(job), outcome.reason());
        }
    }

    /** Its handler was told to stop some time ago, and has not. Outside the budget: there are no more of them than slots. */
    void goesOn(RunningJob job) {
        LOG.warnf(
                "%s goes on with job %s %s after %d ms, although it was told to stop; it keeps its slot until it returns",
                job.prepared().handling().name(), job.type(), job.id(), millis(job));
    }

    void invalid(Job job, String reason) {
        if (budget.take()) {
            LOG.warnf(
                    "Job %s %s rejected, to the dead-letter queue: %s",
                    job.type(), DeadLetterText.of(job.id()), reason);
        }
    }

    void noRoom(PreparedJob<?> job, Duration delay) {
        LOG.debugf("Job %s %s finds no room here, next in %.1f s", job.type(), job.id(), delay.toMillis() / 1000.0);
    }

    void noJob(IncomingSqsMetadata metadata, String reason) {
        if (budget.take()) {
            LOG.warnf(
                    "Message %s of queue %s is no job, to the dead-letter queue: %s",
                    metadata.messageId(), metadata.queue(), reason);
        }
    }

    void noHandler(IncomingSqsMetadata metadata, Job job) {
        if (budget.take()) {
            LOG.warnf(
                    "Message %s of queue %s is a job of type \"%s\", which nobody handles here; it goes back",
                    metadata.messageId(), metadata.queue(), DeadLetterText.of(job.type()));
        }
    }

    void unexpected(IncomingSqsMetadata metadata, Throwable failure) {
        if (budget.take()) {
            LOG.errorf(
                    failure,
                    "Message %s of queue %s met a fault in Sluice; it goes back",
                    metadata.messageId(),
                    metadata.queue());
        }
    }

    void notSettled(Throwable failure) {
        LOG.debug("A settlement failed; SQS delivers the message again", failure);
    }

    private static long millis(RunningJob job) {
        return TimeUnit.NANOSECONDS.toMillis(job.nanosSoFar());
    }
}
