package dev.sluice.worker.deadletter.problem;

import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.deadletter.NoDeadLetterQueueException;
import dev.sluice.sqs.deadletter.UnknownQueueException;

/** Says of a failure what the operator can do about it. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private Problems() {}

    public static Problem of(Throwable failure) {
        Throwable cause = SqsFailure.unwrap(failure);
        return switch (cause) {
            case ProblemException known -> known.problem();
            case UnknownQueueException unknown ->
                Problem.unknownQueue(unknown.getMessage() + ". GET /dead-letters lists them.");
            case NoDeadLetterQueueException none ->
                Problem.noDeadLetterQueue(none.getMessage() + ": give it a redrive policy that names one.");
            case SdkException sqs
            when SqsFailure.isRequestAtFault(sqs) -> Problem.refused("Amazon SQS says: " + SqsFailure.describe(sqs));
            case SdkException sqs ->
                Problem.unavailable("%s. Nothing is lost; ask again, and see the worker's health and its rights."
                        .formatted(SqsFailure.describe(sqs)));
            default -> {
                LOG.error("Dead-letter request failed; this is a bug in Sluice", cause);
                yield Problem.internal();
            }
        };
    }
}
