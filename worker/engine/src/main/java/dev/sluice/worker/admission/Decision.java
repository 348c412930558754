package dev.sluice.worker.admission;

/** What is to be done with a job that has come. */
public enum Decision {

    /** It has a slot. */
    STARTS,

    /** It waits here until it has one. */
    WAITS,

    /** There is no room for its type, neither in the slots nor to wait: it goes back. */
    NO_ROOM,

    /** A handler here still works on it, although it was told to stop: it must not run beside itself. */
    STILL_IN_WORK,

    /** Its lease is lost by now, since the process was asleep. */
    NOT_OURS,

    /** Nothing starts any more. */
    CLOSED
}
