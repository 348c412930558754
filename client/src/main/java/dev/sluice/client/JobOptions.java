package dev.sluice.client;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import dev.sluice.job.JobId;
import dev.sluice.job.Priority;
import dev.sluice.job.TenantId;

/**
 * What whoever submits a job says about it, besides its type and its payload. Not checked before {@link JobValidator} has it.
 *
 * @param id names the job: who is not sure whether a submission arrived sends it again under the same id; made up if
 *     {@code null}
 * @param priority says which queue
 * @param delaySeconds how long no worker sees the job, 0 to 900 (the most that SQS allows)
 * @param tenant on whose behalf, for fair sharing; {@code null} if nobody's in particular
 */
public record JobOptions(
        @JobId String id,

        Priority priority,

        @Min(0) @Max(JobOptions.MAX_DELAY_SECONDS) int delaySeconds,

        @TenantId String tenant) {

    /** Amazon SQS, "delay queues and message timers": 15 minutes. */
    public static final int MAX_DELAY_SECONDS = 900;
}
