package dev.sluice.worker.deadletter;

import java.util.Optional;

import dev.sluice.job.Job;
import dev.sluice.job.json.JobCodec;
import dev.sluice.job.json.MalformedJobException;
import dev.sluice.sqs.deadletter.Excerpt;

/** The id and the type of a job, from a body on which no worker has written them: SQS moved it by itself. */
record JobName(String id, String type) {

    private static final JobCodec CODEC = JobCodec.lenient();

    /** Empty for what is no job, and for a body that is not shown whole. */
    static Optional<JobName> in(Excerpt body) {
        if (body.isCut()) {
            return Optional.empty();
        }
        try {
            Job job = CODEC.decode(body.text());
            return Optional.of(new JobName(job.id(), job.type()));
        } catch (MalformedJobException e) {
            return Optional.empty();
        }
    }
}
