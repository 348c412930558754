package dev.sluice.devservices.server.cloudwatch.api;

/** Samples that the sender has summed up. */
public record StatisticSet(Double sampleCount, Double sum, Double minimum, Double maximum) {}
