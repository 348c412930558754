package dev.sluice.worker.job;

import dev.sluice.job.Job;

/** What a message turns out to be: a job that can run, or one of the reasons why there is none. */
public sealed interface DecodedMessage permits PreparedJob, DecodedMessage.Refusal {

    /** Why there is no job that can run. */
    sealed interface Refusal extends DecodedMessage {}

    /** The message is no job at all. */
    record NoJob(String reason) implements Refusal {}

    /** Nobody here handles jobs of its type. */
    record NoHandler(Job job) implements Refusal {}

    /** The job's data is not what its type asks for. */
    record InvalidData(Job job, String reason) implements Refusal {}

    /** This program has failed at it. */
    record Fault(Throwable failure) implements Refusal {}
}
