package dev.sluice.api.job;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The queue holds the job.
 *
 * @param id the job's id
 */
@Schema(description = "The queue holds the job")
public record JobAccepted(
        @Schema(description = "The job's id") String id) {}
