package dev.sluice.localaws.cloudwatch.api.alarm;

/** A tag of an alarm; taken and not kept. */
public record Tag(String key, String value) {}
