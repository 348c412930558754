package dev.sluice.worker.deadletter;

import io.vertx.core.MultiMap;

import dev.sluice.sqs.deadletter.PeekBounds;
import dev.sluice.worker.deadletter.problem.Problem;
import dev.sluice.worker.deadletter.problem.ProblemException;

/** How much a look is to show, from the query. */
final class LookRequest {

    private static final int DEFAULT_MESSAGES = 10;

    /** Ten of the largest size are 10 MiB. */
    private static final int MAX_WHOLE_MESSAGES = 10;

    /** Enough to recognise a job by, and a hundred of them fit into one answer. */
    private static final int BODY_LENGTH = 4_096;

    /** As long as a stack trace is that a worker writes. */
    private static final int ATTRIBUTE_LENGTH = 4_096;

    private LookRequest() {}

    /** @throws ProblemException when the query asks for something else or for too much */
    static PeekBounds of(MultiMap query) {
        boolean whole = isWhole(query.get("whole"));
        int most = whole ? MAX_WHOLE_MESSAGES : PeekBounds.MAX_MESSAGES;
        int limit = limit(query.get("limit"));
        if (limit < 1 || limit > most) {
            throw Problem.invalid("limit must be a number from 1 to %d, with whole=true to %d."
                            .formatted(PeekBounds.MAX_MESSAGES, MAX_WHOLE_MESSAGES))
                    .asException();
        }
        int unbounded = Integer.MAX_VALUE;
        return new PeekBounds(limit, whole ? unbounded : BODY_LENGTH, whole ? unbounded : ATTRIBUTE_LENGTH);
    }

    private static int limit(String text) {
        try {
            return text == null ? DEFAULT_MESSAGES : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isWhole(String text) {
        return switch (text) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default -> throw Problem.invalid("whole must be true or false.").asException();
        };
    }
}
