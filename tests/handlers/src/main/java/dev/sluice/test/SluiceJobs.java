package dev.sluice.test;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.job.Job;
import dev.sluice.job.JsonText;
import dev.sluice.job.json.JobCodec;

/**
 * Submits jobs to the worker of a {@code @QuarkusTest}, through its queue, and lets the test await what becomes of them. Inject it
 * into the test.
 */
@Singleton
public class SluiceJobs {

    private static final URI SOURCE = URI.create("/sluice-test");

    private final JobCodec codec = JobCodec.strict();
    private final JobCatalog catalog;
    private final SqsAsyncClient sqs;
    private final AwaitedJobs awaited;
    private final String queue;

    SluiceJobs(
            JobCatalog catalog,
            SqsAsyncClient sqs,
            AwaitedJobs awaited,
            @ConfigProperty(name = "mp.messaging.incoming.jobs.queue") List<String> queues) {
        this.catalog = catalog;
        this.sqs = sqs;
        this.awaited = awaited;
        this.queue = queues.getLast();
    }

    /**
     * Submits a job with this payload to the last of the queues that the worker drains. Nothing looks at the payload before the
     * worker does, so that a test sees what becomes of one that breaks a constraint.
     *
     * @throws IllegalArgumentException if no job type of the application has such a payload
     */
    public SubmittedJob submit(Record payload) {
        return send(type(payload), codec.data(payload), message -> {});
    }

    /** Submits a job on behalf of a tenant; see {@link #submit(Record)}. */
    public SubmittedJob submit(Record payload, String tenant) {
        return send(type(payload), codec.data(payload), message -> message.messageGroupId(tenant));
    }

    /**
     * Submits a job with data as a client would write it, such as no record can have.
     *
     * @param type the job type's name, which need not exist
     * @throws IllegalArgumentException if the data is not JSON
     */
    public SubmittedJob submitJson(String type, String data) {
        return send(type, JsonText.of(data), message -> {});
    }

    private String type(Record payload) {
        return catalog.of(payload.getClass())
                .map(JobDefinition::type)
                .orElseThrow(() -> new IllegalArgumentException(
                        payload.getClass().getName() + " is not a @JobType record of this application"));
    }

    private SubmittedJob send(String type, JsonText data, Consumer<SendMessageRequest.Builder> more) {
        var submitted = new SubmittedJob(UUID.randomUUID().toString(), type);
        String body = codec.encode(new Job(submitted.id(), type, SOURCE, Instant.now(), data));
        awaited.add(submitted);
        String url = sqs.getQueueUrl(request -> request.queueName(queue)).join().queueUrl();
        sqs.sendMessage(message -> more.accept(message.queueUrl(url).messageBody(body)))
                .join();
        return submitted;
    }
}
