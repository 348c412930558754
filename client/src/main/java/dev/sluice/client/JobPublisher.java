package dev.sluice.client;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.job.Priority;
import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.QueueUnavailableException;

/** Puts jobs into the queue of their priority. */
@Singleton
public class JobPublisher {

    /** @param queue the queue's name */
    private record Destination(MutinyEmitter<String> channel, String queue) {

        static Destination of(MutinyEmitter<String> channel, String nameOrUrl) {
            return new Destination(channel, nameOrUrl.substring(nameOrUrl.lastIndexOf('/') + 1));
        }
    }

    private final Destination high;
    private final Destination normal;
    private final PublishSpans spans;

    JobPublisher(
            @Channel("jobs-high") MutinyEmitter<String> high,
            @Channel("jobs-normal") MutinyEmitter<String> normal,
            @ConfigProperty(name = "mp.messaging.outgoing.jobs-high.queue") String highQueue,
            @ConfigProperty(name = "mp.messaging.outgoing.jobs-normal.queue") String normalQueue,
            PublishSpans spans) {
        this.high = Destination.of(high, highQueue);
        this.normal = Destination.of(normal, normalQueue);
        this.spans = spans;
    }

    /**
     * Sends the job.
     *
     * @return completed when SQS has acknowledged the message; fails with {@link
     *     dev.sluice.sqs.MessageTooLargeException}, with {@link dev.sluice.sqs.MessageRefusedException}, or with {@link
     *     QueueUnavailableException}, also when more jobs wait for the queue than may
     */
    public Uni<Void> publish(Submission submission) {
        Destination destination = destination(submission.options().priority());
        PublishSpan span = spans.begin(submission, destination.queue());
        return span.around(destination
                .channel()
                .sendMessage(message(submission, span))
                // The emitter's word for a downstream that asks for no more.
                .onFailure(IllegalStateException.class)
                .transform(full -> new QueueUnavailableException("Too many jobs wait for the queue", full)));
    }

    private Destination destination(Priority priority) {
        return switch (priority) {
            case HIGH -> high;
            case NORMAL -> normal;
        };
    }

    private static Message<String> message(Submission submission, PublishSpan span) {
        JobOptions options = submission.options();
        // For FIFO queues: a job that is submitted again under its id is still one job.
        OutgoingSqsMetadata metadata =
                OutgoingSqsMetadata.NONE.withDeduplicationId(submission.id()).withAttributes(span.attributes());
        if (options.delaySeconds() > 0) {
            metadata = metadata.withDelay(Duration.ofSeconds(options.delaySeconds()));
        }
        if (options.tenant() != null) {
            metadata = metadata.withGroupId(options.tenant());
        }
        return Message.of(submission.body()).addMetadata(metadata);
    }
}
