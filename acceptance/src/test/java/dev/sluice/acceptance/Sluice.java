package dev.sluice.acceptance;

import java.net.URI;
import java.util.Map;

import dev.sluice.devservices.server.LocalSqs;
import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.WebhookReceiver;

/**
 * The whole system as it is shipped, around a real queue: both services as processes, each with a link of its own to
 * SQS, and an endpoint that jobs call.
 */
final class Sluice implements AutoCloseable {

    final LocalSqs sqs = LocalSqs.start(0);
    final TestQueue normal = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
    final TestQueue high = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
    final SqsLink producerLink = SqsLink.to(sqs.endpoint());
    final SqsLink consumerLink = SqsLink.to(sqs.endpoint());
    final WebhookReceiver receiver = new WebhookReceiver();
    final PackagedService producer;
    final PackagedService consumer;

    Sluice() {
        producer = PackagedService.start("producer", producerLink.endpoint(), Map.of());
        consumer = startConsumer();
    }

    /** One more worker. */
    PackagedService startConsumer() {
        return PackagedService.start(
                "consumer",
                consumerLink.endpoint(),
                Map.of("SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true"));
    }

    URI jobs() {
        return producer.api().resolve("/jobs");
    }

    /** A submission of a job that calls the receiver, which counts it under this id. */
    String webhookJob(String id) {
        return "{\"id\":\"%s\",\"type\":\"webhook\",\"data\":{\"url\":\"%s\",\"body\":{\"n\":1}}}"
                .formatted(id, receiver.uri());
    }

    /** Messages of both queues, visible or not. */
    int depth() {
        return normal.depth() + high.depth();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
        consumerLink.close();
        producerLink.close();
        receiver.close();
        normal.close();
        high.close();
        sqs.close();
    }
}
