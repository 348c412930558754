package dev.sluice.client;

/**
 * A field of a submission that breaks a rule.
 *
 * @param path where it is, such as {@code data.url}; empty for the submission as a whole
 * @param reason what is wrong, as the rest of a sentence that begins with the path: "must not be empty"
 */
public record InvalidField(String path, String reason) {}
