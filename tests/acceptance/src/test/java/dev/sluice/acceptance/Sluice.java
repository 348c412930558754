package dev.sluice.acceptance;

import java.net.URI;
import java.util.Map;

import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.WebhookReceiver;

/**
 * The whole system as it is shipped, around a real queue: both services as processes, each with a link of its own to
 * SQS, and an endpoint that jobs call.
 */
final class Sluice implements AutoCloseable {

    final Site site = Site.here();
    final TestQueue normal = site.normal();
    final WebhookReceiver receiver = site.receiver();
    final SqsLink producerLink = SqsLink.to(site.sqs());
    final SqsLink consumerLink = SqsLink.to(site.sqs());
    final PackagedService producer = site.startProducer(producerLink);
    final PackagedService consumer = site.startWorker(consumerLink, Map.of());

    URI jobs() {
        return producer.api().resolve("/jobs");
    }

    /** A submission of a job that calls the receiver, which counts it under this id. */
    String webhookJob(String id) {
        return site.submission(id);
    }

    /** Messages of both queues, visible or not. */
    int depth() {
        return site.depth();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
        consumerLink.close();
        producerLink.close();
        site.close();
    }
}
