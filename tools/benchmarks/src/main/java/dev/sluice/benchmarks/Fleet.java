package dev.sluice.benchmarks;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.sluice.benchmarks.process.Application;
import dev.sluice.benchmarks.process.Service;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.queue.BenchmarkQueue;

/** Both services as they are shipped, around queues of their own, for webhook jobs. */
record Fleet(Variant variant, Service producer, Service consumer, BenchmarkQueue queue) implements AutoCloseable {

    /** What a worker must be allowed to call the endpoint, with as many connections as it has slots. */
    private static final Map<String, String> OUTBOUND = Map.of(
            "SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true",
            "SLUICE_CONSUMER_OUTBOUND_MAX_CONNECTIONS_PER_HOST", "64",
            "SLUICE_CONSUMER_TYPES_WEBHOOK_CONCURRENCY", "50");

    /**
     * Starts both and waits until they are ready.
     *
     * @param name whose they are; makes the queues' names, so that no jobs that others have left are in them
     * @param sqs where their queue is
     * @return empty when one of them is not built in this variant
     */
    static Optional<Fleet> start(Lab lab, String name, Variant variant, URI sqs) {
        String prefix = name + "-" + variant.label();
        lab.queue(high(prefix));
        BenchmarkQueue normal = lab.queue(normal(prefix));
        Optional<Service> producer = startProducer(lab, variant, sqs, prefix);
        Optional<Service> consumer = producer.flatMap(ready -> startConsumer(lab, variant, sqs, prefix));
        if (consumer.isEmpty()) {
            producer.ifPresent(Service::close);
            return Optional.empty();
        }
        try {
            return Optional.of(new Fleet(
                    variant, producer.get().awaitReady(), consumer.get().awaitReady(), normal));
        } catch (RuntimeException e) {
            producer.get().close();
            consumer.get().close();
            throw e;
        }
    }

    /** A producer alone, just started. */
    static Optional<Service> startProducer(Lab lab, Variant variant, URI sqs, String prefix) {
        return lab.start(
                Application.PRODUCER,
                variant,
                sqs,
                Map.of(
                        "MP_MESSAGING_OUTGOING_JOBS_HIGH_QUEUE", high(prefix),
                        "MP_MESSAGING_OUTGOING_JOBS_NORMAL_QUEUE", normal(prefix)));
    }

    /** A consumer alone, just started. */
    static Optional<Service> startConsumer(Lab lab, Variant variant, URI sqs, String prefix) {
        Map<String, String> environment = new HashMap<>(OUTBOUND);
        environment.put("MP_MESSAGING_INCOMING_JOBS_QUEUE", high(prefix) + "," + normal(prefix));
        return lab.start(Application.CONSUMER, variant, sqs, environment);
    }

    static String high(String prefix) {
        return prefix + "-high";
    }

    static String normal(String prefix) {
        return prefix + "-normal";
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
