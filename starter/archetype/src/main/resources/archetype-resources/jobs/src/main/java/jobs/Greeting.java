package ${package}.jobs;

import jakarta.validation.constraints.NotBlank;

import dev.sluice.job.JobType;

/** What a greeting needs; the name of the type is what clients send. */
@JobType("greeting")
public record Greeting(@NotBlank String name) {}
