package dev.sluice.testkit;

import java.time.Duration;
import java.util.Set;

/** What goes wrong on a {@link SqsLink}. */
public sealed interface Fault {

    /** Nothing. */
    record None() implements Fault {}

    /** Connections are closed without an answer. */
    record Reset() implements Fault {}

    /** Requests are taken and never answered. */
    record Silence() implements Fault {}

    /**
     * Requests go through after a delay.
     *
     * @param operations those it concerns; empty for all
     */
    record Slow(Duration delay, Set<String> operations) implements Fault {

        /** All of them do. */
        public Slow(Duration delay) {
            this(delay, Set.of());
        }
    }

    /**
     * The messages that the next receive gives are shown again at once, so that the receive after it gives them again: SQS
     * promises to deliver at least once. Then the link is in order again.
     */
    record Duplicates() implements Fault {}

    /**
     * Requests are answered with an error.
     *
     * @param code SQS's error code
     * @param operations those it concerns; empty for all
     */
    record Error(int status, String code, Set<String> operations) implements Fault {}

    /**
     * Batch requests succeed, but not all their entries: SQS never sees some of them, and the answer says that these have
     * failed. Other requests go through.
     *
     * @param oneIn which share of the entries, from 1 for all of them
     * @param code SQS's error code for an entry
     * @param senderFault whom SQS blames
     * @param operations those it concerns; empty for all batches
     */
    record Partial(int oneIn, String code, boolean senderFault, Set<String> operations) implements Fault {

        /** A share of the entries fails through no fault of their own. */
        public Partial(int oneIn) {
            this(oneIn, "InternalError", false, Set.of());
        }
    }

    default boolean concerns(String operation) {
        return switch (this) {
            case Error error ->
                error.operations().isEmpty() || error.operations().contains(operation);
            case Slow slow -> slow.operations().isEmpty() || slow.operations().contains(operation);
            case Partial partial ->
                operation.endsWith("Batch")
                        && (partial.operations().isEmpty()
                                || partial.operations().contains(operation));
            default -> true;
        };
    }
}
