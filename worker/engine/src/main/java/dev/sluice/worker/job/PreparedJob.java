package dev.sluice.worker.job;

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
public record PreparedJob<P>(
        Message<String> message, IncomingSqsMetadata metadata, Job job, HandlerBinding<P> handling, P payload)
        implements DecodedMessage {

    public String id() {
        return job.id();
    }

    public String type() {
        return handling.type();
    }

    Instant submittedAt() {
        return job.time() == null ? metadata.sentAt() : job.time();
    }

    /** Which delivery this is, from 1. */
    int attempt() {
        return metadata.receiveCount();
    }

    public MessageLease lease() {
        return metadata.lease();
    }

    /**
     * Whether the job can bear to go back to the queue only because there is no room. That costs it one of the receives
     * that the queue's redrive policy grants, and at least half of them are for tries. While it is not known how many
     * there are, it cannot.
     */
    public boolean mayGoBack() {
        return attempt() <= metadata.maxReceiveCount().orElse(0) / 2;
    }
}
