package dev.sluice.worker.deadletter;

/**
 * An answer before it is written.
 *
 * @param body a record, for Jackson
 */
record Reply(int status, Object body) {

    static Reply ok(Object body) {
        return new Reply(200, body);
    }

    /** What was asked for goes on after the answer. */
    static Reply accepted(Object body) {
        return new Reply(202, body);
    }
}
