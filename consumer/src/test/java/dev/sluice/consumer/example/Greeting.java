package dev.sluice.consumer.example;

import jakarta.validation.constraints.NotBlank;

import dev.sluice.job.JobType;

@JobType("greeting")
public record Greeting(@NotBlank String name) {}
