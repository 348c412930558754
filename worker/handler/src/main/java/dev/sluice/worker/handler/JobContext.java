package dev.sluice.worker.handler;

import java.time.Instant;
import java.util.Optional;

/** What a handler may know of its job besides the payload. */
public interface JobContext {

    /** The job's id, the same at each attempt: the key to make a side effect happen once. */
    String id();

    /** The job type's name. */
    String type();

    /** On whose behalf the job is done, where the submission said so: the message group id. */
    Optional<String> tenant();

    /**
     * When the job was submitted, by its sender's clock; when SQS took it if the sender did not say. A sender may say any
     * time, also one that is still to come or lies in the year 1.
     */
    Instant submittedAt();

    /** Which delivery this is, from 1: SQS's receive count. */
    int attempt();

    /**
     * Whether the result is no longer wanted: the time limit has passed, or another worker may already have the
     * job. A long handler asks now and then and returns; what it returns is then ignored.
     */
    boolean isCancelled();
}
