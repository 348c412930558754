package dev.sluice.worker.probe;

import jakarta.validation.constraints.NotBlank;

import dev.sluice.job.JobType;

/** A job of a blocking handler. Its name is none that an application would choose for a type of its own. */
@JobType("test-hello")
public record Hello(@NotBlank String name) {}
