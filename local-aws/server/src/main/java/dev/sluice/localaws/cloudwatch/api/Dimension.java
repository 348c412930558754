package dev.sluice.localaws.cloudwatch.api;

/** One of the names with a value that tell a metric from others of its name. */
public record Dimension(String name, String value) {}
