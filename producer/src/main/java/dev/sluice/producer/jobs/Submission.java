package dev.sluice.producer.jobs;

import dev.sluice.job.Priority;

/**
 * A job that has passed all checks, ready for its queue.
 *
 * @param id the job's id
 * @param type the job type
 * @param body the message body
 * @param priority says which queue
 * @param delaySeconds how long no worker sees it, 0 to 900
 * @param tenant on whose behalf; {@code null} if nobody's in particular
 */
record Submission(String id, String type, String body, Priority priority, int delaySeconds, String tenant) {}
