package dev.sluice.worker.admission;

import dev.sluice.worker.job.PreparedJob;

/** Told what becomes of the jobs that the {@link Admission} lets wait. */
public interface WaitingJobs {

    /** It has a slot now. */
    void starts(PreparedJob<?> job);

    /** It has to go back to the queue after all. */
    void goesBack(PreparedJob<?> job);
}
