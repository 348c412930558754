package dev.sluice.client;

/**
 * A job that has passed all checks, ready for its queue.
 *
 * @param id the job's id, also where the options have none
 * @param type the job type
 * @param body the message body
 * @param options say which queue, when, and on whose behalf
 */
public record Submission(String id, String type, String body, JobOptions options) {}
