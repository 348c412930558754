package dev.sluice.producer.jobs;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.job.Priority;
import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.QueueUnavailableException;

/** Puts jobs into the queue of their priority. */
@ApplicationScoped
public class JobPublisher {

    private final MutinyEmitter<String> high;
    private final MutinyEmitter<String> normal;

    JobPublisher(
            @Channel("jobs-high") MutinyEmitter<String> high, @Channel("jobs-normal") MutinyEmitter<String> normal) {
        this.high = high;
        this.normal = normal;
    }

    /**
     * Sends the job.
     *
     * @return completed when SQS has acknowledged the message; fails with {@link
     *     dev.sluice.sqs.MessageTooLargeException}, with {@link dev.sluice.sqs.MessageRefusedException}, or with {@link
     *     QueueUnavailableException}, also when more jobs wait for the queue than may
     */
    Uni<Void> publish(Submission submission) {
        return queue(submission.priority())
                .sendMessage(message(submission))
                // The emitter's word for a downstream that asks for no more.
                .onFailure(IllegalStateException.class)
                .transform(full -> new QueueUnavailableException("Too many jobs wait for the queue", full));
    }

    private MutinyEmitter<String> queue(Priority priority) {
        return switch (priority) {
            case HIGH -> high;
            case NORMAL -> normal;
        };
    }

    private static Message<String> message(Submission submission) {
        // For FIFO queues: a job that is submitted again under its id is still one job.
        OutgoingSqsMetadata metadata = OutgoingSqsMetadata.NONE.withDeduplicationId(submission.id());
        if (submission.delaySeconds() > 0) {
            metadata = metadata.withDelay(Duration.ofSeconds(submission.delaySeconds()));
        }
        if (submission.tenant() != null) {
            metadata = metadata.withGroupId(submission.tenant());
        }
        return Message.of(submission.body()).addMetadata(metadata);
    }
}
