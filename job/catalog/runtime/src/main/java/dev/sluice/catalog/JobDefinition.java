package dev.sluice.catalog;

/**
 * What the system knows of one job type.
 *
 * @param type the name that clients and messages use
 * @param payload the record that a job's data is bound to
 * @param schema the payload's JSON Schema (2020-12) as JSON text, derived from the record when the service was built
 */
public record JobDefinition(String type, Class<?> payload, String schema) {}
