package dev.sluice.consumer.dispatch;

import java.time.Instant;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.job.Job;
import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.sqs.MessageLease;

/**
 * A job that can run: all that can be wrong with its message has been looked for.
 *
 * @param payload bound and valid
 */
record PreparedJob<P>(Message<String> message, IncomingSqsMetadata metadata, Job job, Handling<P> handling, P payload) {

    String id() {
        return job.id();
    }

    String type() {
        return handling.type();
    }

    Instant submittedAt() {
        return job.time() == null ? metadata.sentAt() : job.time();
    }

    /** Which delivery this is, from 1. */
    int attempt() {
        return metadata.receiveCount();
    }

    MessageLease lease() {
        return metadata.lease();
    }

    /**
     * Whether the job can bear to go back to the queue only because there is no room. That costs it one of the receives
     * that the queue's redrive policy grants, and at least half of them are for tries. While it is not known how many
     * there are, it cannot.
     */
    boolean mayGoBack() {
        return attempt() <= metadata.maxReceiveCount().orElse(0) / 2;
    }
}
