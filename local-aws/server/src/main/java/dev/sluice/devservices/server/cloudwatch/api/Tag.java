package dev.sluice.devservices.server.cloudwatch.api;

/** A tag of an alarm; taken and not kept. */
public record Tag(String key, String value) {}
