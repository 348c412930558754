package dev.sluice.worker.deadletter;

/**
 * An answer before it is written.
 *
 * @param body a record, for Jackson
 */
record OperatorReply(int status, Object body) {

    static OperatorReply ok(Object body) {
        return new OperatorReply(200, body);
    }

    /** What was asked for goes on after the answer. */
    static OperatorReply accepted(Object body) {
        return new OperatorReply(202, body);
    }
}
