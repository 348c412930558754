package dev.sluice.localaws.cloudwatch.api.metric;

/** Samples that the sender has summed up. */
public record StatisticSet(Double sampleCount, Double sum, Double minimum, Double maximum) {}
