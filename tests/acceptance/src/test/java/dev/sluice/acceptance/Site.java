package dev.sluice.acceptance;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.WebhookReceiver;

/** What lies around the services: an SQS with the two queues, and the endpoint that jobs call. */
public final class Site implements AutoCloseable {

    private final URI sqs;
    private final Runnable stopSqs;
    private final TestQueue normal;
    private final TestQueue high;
    private final WebhookReceiver receiver = new WebhookReceiver();

    private Site(URI sqs, Runnable stopSqs, int maxReceiveCount) {
        this.sqs = sqs;
        this.stopSqs = stopSqs;
        this.normal = queue("jobs-normal", maxReceiveCount);
        this.high = queue("jobs-high", maxReceiveCount);
    }

    /** With an SQS in this JVM. */
    public static Site here() {
        return here(QueueSpec.DEFAULT_MAX_RECEIVE_COUNT);
    }

    /**
     * With an SQS in this JVM.
     *
     * @param maxReceiveCount how often a message is received before it goes to the dead-letter queue
     */
    public static Site here(int maxReceiveCount) {
        LocalSqs local = LocalSqs.start(0);
        return new Site(local.endpoint(), local::close, maxReceiveCount);
    }

    /** With an SQS in a process of its own, which this ends with the site. */
    public static Site around(SqsProcess process) {
        return new Site(process.endpoint(), process::close, QueueSpec.DEFAULT_MAX_RECEIVE_COUNT);
    }

    public URI sqs() {
        return sqs;
    }

    public TestQueue normal() {
        return normal;
    }

    public TestQueue high() {
        return high;
    }

    public WebhookReceiver receiver() {
        return receiver;
    }

    public PackagedService startProducer(SqsLink link) {
        return PackagedService.start("producer", link.endpoint(), Map.of());
    }

    /**
     * One more worker. It may call this machine, and so many connections to the endpoint that no job waits for one. All
     * jobs here are webhooks, so no slots are kept for other types.
     *
     * @param settings what else to tell it, as environment variables
     */
    public PackagedService startWorker(SqsLink link, Map<String, String> settings, String... jvmOptions) {
        Map<String, String> all = new HashMap<>(Map.of(
                "SLUICE_CONSUMER_TYPES_WEBHOOK_CONCURRENCY", "50",
                "SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true",
                "SLUICE_CONSUMER_OUTBOUND_MAX_CONNECTIONS_PER_HOST", "100"));
        all.putAll(settings);
        return PackagedService.start("consumer", link.endpoint(), all, jvmOptions);
    }

    /** A submission of a job that calls the endpoint, which notes it under this id. */
    public String submission(String id) {
        return "{\"id\":\"%s\",\"type\":\"webhook\",\"data\":{\"url\":\"%s\",\"body\":{\"n\":1}}}"
                .formatted(id, receiver.uri());
    }

    /** Puts such jobs into the queue, past the producer. */
    public void enqueue(List<String> ids) {
        normal.sendAll(ids.stream().map(this::event).toList());
    }

    /** Messages of both queues: visible, in flight or delayed. */
    public int depth() {
        return normal.depth() + high.depth();
    }

    @Override
    public void close() {
        receiver.close();
        normal.close();
        high.close();
        stopSqs.run();
    }

    private TestQueue queue(String name, int maxReceiveCount) {
        return TestQueue.at(sqs, new QueueSpec(name, maxReceiveCount, QueueSpec.DEFAULT_VISIBILITY_TIMEOUT));
    }

    private String event(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"type\":\"webhook\",\"source\":\"/test\",\"data\":{\"url\":\"%s\"}}"
                .formatted(id, receiver.uri());
    }
}
