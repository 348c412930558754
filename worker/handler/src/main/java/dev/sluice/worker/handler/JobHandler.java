package dev.sluice.worker.handler;

/**
 * Does the jobs of one type: the type whose payload record is {@code P}. A bean that implements one of the two
 * kinds is all that a new job type needs in the consumer.
 *
 * <p>A handler never deals with messages, time limits, retries or shutdown: it says what became of the job, and
 * the consumer does the rest. SQS delivers at least once, so a handler must bear to be run again for the same
 * {@link JobContext#id()}.
 *
 * @param <P> the payload record, annotated with {@link dev.sluice.job.JobType}
 */
public sealed interface JobHandler<P> permits ReactiveJobHandler, BlockingJobHandler {}
