package dev.sluice.worker.deadletter;

import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.sluice.sqs.deadletter.DeadLetters;
import dev.sluice.worker.deadletter.problem.Problem;
import dev.sluice.worker.deadletter.problem.ProblemException;

/**
 * The wish to redrive.
 *
 * @param ratePerSecond the most messages in a second; null to leave it to SQS
 */
@RegisterForReflection
record RedriveRequest(Integer ratePerSecond) {

    static final RedriveRequest AT_ANY_RATE = new RedriveRequest(null);

    /** @throws ProblemException when SQS does not allow the rate */
    Optional<Integer> rate() {
        if (ratePerSecond != null && (ratePerSecond < 1 || ratePerSecond > DeadLetters.MAX_RATE)) {
            throw Problem.invalid("ratePerSecond must be 1 to %d; leave it out to let SQS choose."
                            .formatted(DeadLetters.MAX_RATE))
                    .asException();
        }
        return Optional.ofNullable(ratePerSecond);
    }
}
