package dev.sluice.worker.admission;

/** What the {@link Slots} have for a job that has come. */
enum Decision {

    /** It has a slot. */
    STARTS,

    /** It waits here until it has one. */
    WAITS,

    /** There is no room for its type, neither in the slots nor to wait. */
    GOES_BACK,

    /** Nothing starts any more. */
    CLOSED
}
