package dev.sluice.localaws.cloudwatch.api.metric;

/** What a listed metric must have: the dimension, and the value if there is one. */
public record DimensionFilter(String name, String value) {}
