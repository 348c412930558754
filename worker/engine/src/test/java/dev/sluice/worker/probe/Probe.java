package dev.sluice.worker.probe;

import jakarta.validation.constraints.NotNull;

import dev.sluice.job.JobType;

/** A job that does what the test wants to see. */
@JobType("probe")
public record Probe(@NotNull Behaviour behaviour) {

    public enum Behaviour {
        COMPLETE,
        ANSWER_NULL,
        ANSWER_NOTHING,
        FAIL,
        THROW,
        THROW_ERROR,
        ALWAYS_THROW,
        ALWAYS_RETRY,
        FAIL_WITH_ERROR,
        FAIL_WITHOUT_WORDS,
        FAIL_WITH_TOO_MANY_WORDS,
        REJECT,
        REJECT_WITHOUT_REASON,
        RETRY_AT_ONCE,
        RETRY_IN_AN_HOUR,
        NEVER_END,
        BLOCK_IN_A_CALLBACK
    }
}
