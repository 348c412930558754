package dev.sluice.worker.deadletter;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.sluice.worker.deadletter.problem.Problem;
import dev.sluice.worker.deadletter.problem.ProblemException;

/**
 * The wish to purge, which names what it destroys.
 *
 * @param confirm the dead-letter queue's name
 */
@RegisterForReflection
record PurgeRequest(String confirm) {

    static final PurgeRequest UNCONFIRMED = new PurgeRequest(null);

    /** @throws ProblemException when that is not the queue that would be purged */
    void check(String deadLetterQueue) {
        if (!deadLetterQueue.equals(confirm)) {
            throw Problem.invalid("A purge deletes all dead letters for good. To confirm, send {\"confirm\":\"%s\"}."
                            .formatted(deadLetterQueue))
                    .asException();
        }
    }

    /**
     * The answer.
     *
     * @param started whether this request has begun the purge; if not, one was under way already
     */
    @RegisterForReflection
    record Started(String queue, String deadLetterQueue, boolean started) {}
}
