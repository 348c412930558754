package dev.sluice.builtin.job;

import java.net.URI;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.sluice.job.JobType;
import dev.sluice.job.constraint.HttpUrl;

/**
 * Fetches a resource and computes its length and SHA-256.
 *
 * @param url what to fetch
 * @param sha256 what the SHA-256 has to be, as 64 hexadecimal digits in either case; {@code null} if the result is not
 *     to be compared with anything
 */
@JobType("checksum")
@JsonClassDescription("Fetches a resource of any size and computes its length and SHA-256")
public record Checksum(
        @NotNull @HttpUrl @JsonPropertyDescription("The resource to fetch")
        URI url,

        @Pattern(regexp = "[0-9A-Fa-f]{64}", message = "must be 64 hexadecimal digits") @JsonPropertyDescription("The expected SHA-256; any other result rejects the job")
        String sha256) {}
