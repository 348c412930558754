package dev.sluice.api.job;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.sluice.client.JobOptions;
import dev.sluice.job.JobId;
import dev.sluice.job.JsonText;
import dev.sluice.job.Priority;
import dev.sluice.job.TenantId;

/**
 * What a client submits, not checked yet. What holds for each field is said here for the API's description, and is the rule
 * of {@link JobOptions} and of the job type.
 *
 * @param type the job type's name
 * @param data the payload, as the job type's schema says; an empty object if not given
 * @param priority {@link Priority#NORMAL} if not given
 * @param delaySeconds how long no worker sees the job, 0 to 900 seconds (the most that SQS allows)
 * @param id names the job: who is not sure whether a submission arrived sends it again under the same id; made up if
 *     not given
 * @param tenant on whose behalf, for fair sharing; {@code null} if not given
 */
@Schema(description = "A job to be done")
public record JobRequest(
        @Schema(
                description = "The job type's name, one of GET /job-types",
                examples = "\"checksum\"",
                required = true,
                minLength = 1)
        String type,

        @Schema(
                description = "The payload, as the job type's schema says; an empty object if not given",
                implementation = Object.class,
                examples = "{\"url\": \"https://example.com/\"}")
        JsonText data,

        @Schema(description = "Which queue: urgent jobs do not wait behind normal ones", defaultValue = "normal")
        Priority priority,

        @Schema(
                description = "Seconds before a worker may see the job",
                defaultValue = "0",
                minimum = "0",
                maximum = "" + JobOptions.MAX_DELAY_SECONDS)
        Integer delaySeconds,

        @Schema(
                description =
                        "Names the job, so that it can be submitted again without being a second one; made up if not given",
                pattern = JobId.PATTERN)
        String id,

        @Schema(
                description =
                        "On whose behalf: a tenant with many jobs does not keep those of the others waiting. It travels as the message group id of SQS",
                examples = "\"customer-7\"",
                pattern = TenantId.PATTERN)
        String tenant) {

    public JobRequest {
        priority = priority == null ? Priority.NORMAL : priority;
        delaySeconds = delaySeconds == null ? 0 : delaySeconds;
    }

    JobOptions options() {
        return new JobOptions(id, priority, delaySeconds, tenant);
    }
}
